import { autocompletion } from "@codemirror/autocomplete";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { linter, lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { basicSetup } from "codemirror";

const CHECK_AFTER_MILLIS = 250;

const LOOK = EditorView.theme({
  "&": { height: "100%", fontSize: "12.5px", backgroundColor: "var(--bg)", color: "var(--ink)" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5" },
  ".cm-gutters": { backgroundColor: "var(--lane)", color: "var(--dim)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--accent-soft)" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--accent-soft) !important" },
  ".cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--ink)", border: "1px solid var(--line-strong)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--ink)" },
  ".cm-foldPlaceholder": { backgroundColor: "transparent", color: "var(--dim)" },
});

const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: [tags.string, tags.content], color: "var(--ink)" },
  { tag: tags.comment, color: "var(--dim)", fontStyle: "italic" },
  { tag: [tags.keyword, tags.bool, tags.number], color: "var(--good)" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--dim)" },
]);

/**
 * An editor of YAML. It lies in a shadow root, where its styles are sheets and not elements, so that the page's policy
 * need not allow inline style.
 *
 * Problems and completion come from outside: `check` and `complete` ask the checker of the job.
 */
class RuleEditor extends HTMLElement {
  #view;
  #timer;
  #round = 0;
  #text = "";

  /** @type {(text: string) => Promise<Array<{line: number, column: number, message: string, hint?: string}>>} */
  check = async () => [];
  /** @type {(text: string, line: number, column: number) => Promise<{column: number, items: object[]}>} */
  complete = async () => ({ column: 1, items: [] });
  isReadOnly = false;

  connectedCallback() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":host { display: block; height: 100%; } .cm-editor { height: 100%; }");
    this.#view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: this.#text,
        extensions: [
          basicSetup, yaml(), syntaxHighlighting(COLOURS), LOOK, lintGutter(), linter(null),
          EditorState.readOnly.of(this.isReadOnly),
          EditorView.contentAttributes.of({ "aria-label": this.getAttribute("label") ?? "Editor" }),
          autocompletion({ override: [(context) => this.#completions(context)] }),
          EditorView.updateListener.of((update) => update.docChanged && this.#changed()),
        ],
      }),
    });
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    this.#checkSoon();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#view.destroy();
  }

  get text() {
    return this.#view ? this.#view.state.doc.toString() : this.#text;
  }

  set text(text) {
    this.#text = text;
    if (this.#view && text !== this.text) {
      this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
    }
  }

  /** Puts the cursor where a problem is. */
  goTo(line, column) {
    this.#view.dispatch({ selection: { anchor: this.#at(line, column) }, scrollIntoView: true });
    this.#view.focus();
  }

  #changed() {
    this.dispatchEvent(new CustomEvent("edit"));
    this.#checkSoon();
  }

  #checkSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#checkNow(), CHECK_AFTER_MILLIS);
  }

  async #checkNow() {
    const mine = ++this.#round;
    const problems = await this.check(this.text);
    if (mine !== this.#round || !this.isConnected) return;
    const diagnostics = problems.map(({ line, column, message, hint }) => {
      const from = this.#at(line, column);
      const word = this.#view.state.wordAt(from);
      return { from, to: word ? word.to : Math.min(from + 1, this.#view.state.doc.length), severity: "error", message: hint ? `${message}\n${hint}` : message };
    });
    this.#view.dispatch(setDiagnostics(this.#view.state, diagnostics));
  }

  #at(line, column) {
    const { doc } = this.#view.state;
    const found = doc.line(Math.min(Math.max(1, line), doc.lines));
    return Math.min(found.from + Math.max(0, column - 1), found.to);
  }

  async #completions({ pos, explicit, state }) {
    const line = state.doc.lineAt(pos);
    if (!explicit && !/[\w.:]$/.test(line.text.slice(0, pos - line.from))) return null;
    const { column, items } = await this.complete(state.doc.toString(), line.number, pos - line.from + 1);
    if (!items.length) return null;
    return {
      from: Math.min(pos, line.from + column - 1),
      options: items.map(({ label, kind, insert, detail }) => ({ label, type: kind, apply: insert, detail })),
    };
  }
}

customElements.define("rule-editor", RuleEditor);
