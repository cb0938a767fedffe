import { html, nothing } from "lit";
import { post, Problem } from "../api.js";
import { problem } from "../parts/states.js";

/** The door: a name and a password, or the company's own login. */
export function loginPage(frame) {
  let failure;
  async function login(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    try {
      await post("/login", { name: form.get("name"), password: form.get("password") });
      location.assign("/journey");
    } catch (no) {
      if (!(no instanceof Problem)) throw no;
      failure = no;
      frame.draw();
    }
  }
  return {
    draw: () => html`<section class="door">
      <h1>Log in to Waymark</h1>
      ${frame.about?.authentication?.way === "oidc" ? nothing : html`<form @submit=${login}>
        <label>Name <input name="name" autocomplete="username" required /></label>
        <label>Password <input name="password" type="password" autocomplete="current-password" required /></label>
        <button class="primary">Log in</button>
      </form>`}
      ${frame.about?.authentication?.way === "oidc" ? html`<p><a class="button" href="/login/oidc" target="_self">Log in with your company account</a></p>` : nothing}
      ${failure ? problem(failure) : nothing}
    </section>`,
  };
}
