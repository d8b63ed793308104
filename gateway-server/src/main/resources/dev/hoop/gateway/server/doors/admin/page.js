// What pages do more where the browser runs scripts; without them every page works all the same.
'use strict';

// A list that changes is fetched anew, as the page that it is, and put in the old one's place.
const live = document.querySelector('[data-live]');
if (live && 'EventSource' in window) {
  const kind = live.dataset.live;
  const told = document.createElement('p');
  told.className = 'unseen';
  told.setAttribute('role', 'status');
  live.before(told);
  let region = live;
  let due = 0;

  const refresh = async () => {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, credentials: 'same-origin' });
    if (!answer.ok || answer.redirected) {
      location.reload();
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('[data-live]');
    if (!fresh) {
      location.reload();
      return;
    }
    const link = document.activeElement && region.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
    const put = document.adoptNode(fresh);
    region.replaceWith(put);
    region = put;
    const again = link && [...put.querySelectorAll('a')].find((each) => each.getAttribute('href') === link);
    if (again) again.focus();
    told.textContent = 'The list has changed.';
  };

  const source = new EventSource('/events?list=' + kind + '&seen=' + encodeURIComponent(live.dataset.seen));
  source.addEventListener(kind, (event) => {
    if (event.lastEventId === region.dataset.seen) return;
    clearTimeout(due);
    due = setTimeout(() => refresh().catch(() => {}), 100);
  });
  source.addEventListener('end', () => source.close());
  addEventListener('pagehide', () => source.close());
}

// What is under way is looked at again.
const later = document.querySelector('[data-reload]');
if (later) {
  setTimeout(() => location.reload(), Number(later.dataset.reload) * 1000);
}
