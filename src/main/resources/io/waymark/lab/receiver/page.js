// Asks once a second for what has changed; the address bar, the scroll position and a selection stay.
const place = document.getElementById('arrivals');
let version = '';

async function keepUp() {
  try {
    const answer = await fetch('/arrivals', {headers: version ? {'If-None-Match': version} : {}});
    if (answer.status === 200) {
      version = answer.headers.get('ETag');
      place.innerHTML = await answer.text();
    }
    place.style.opacity = '';
  } catch {
    place.style.opacity = '0.5';
  }
  setTimeout(keepUp, 1000);
}

keepUp();
