// Plays the recording of a terminal (asciicast v2) on the page of its session. Everything it shows is text.
import { Terminal } from './terminal.js';

const LONGEST_PAUSE = 2;

function read(cast) {
  const [head, ...events] = cast.split('\n').filter((line) => line).map((line) => JSON.parse(line));
  return { head, events };
}

/** When each event is shown: as it was, or with its long pauses cut. */
function times(events, cutsPauses) {
  let last = 0;
  let lost = 0;
  return events.map(([at]) => {
    if (cutsPauses && at - last > LONGEST_PAUSE) lost += at - last - LONGEST_PAUSE;
    last = at;
    return at - lost;
  });
}

function clock(seconds) {
  const whole = Math.floor(seconds);
  return Math.floor(whole / 60) + ':' + String(whole % 60).padStart(2, '0');
}

function start(place, cast) {
  const { head, events } = cast;
  const find = (name) => place.querySelector('[data-part="' + name + '"]');
  const [screen, play, seek, speed, pauses, shown, told, marks] =
    ['screen', 'play', 'seek', 'speed', 'pauses', 'time', 'verdict', 'marks'].map(find);
  const terminal = new Terminal(head.width, head.height);
  let at = times(events, pauses.checked);
  let position = 0;
  let next = 0;
  let playing = false;
  let before = 0;

  const length = () => (at.length ? at[at.length - 1] : 0);

  const put = ([, kind, data]) => {
    if (kind === 'o') terminal.write(data);
    else if (kind === 'r') terminal.resize(...data.split('x').map(Number));
    else if (kind === 'm') told.textContent = data;
  };

  const draw = () => {
    terminal.draw(screen);
    seek.value = String(position);
    const words = clock(position) + ' of ' + clock(length());
    seek.setAttribute('aria-valuetext', words);
    shown.textContent = words;
    play.textContent = playing ? 'Pause' : 'Play';
  };

  const go = (to) => {
    if (to < position) {
      terminal.columns = 0;
      terminal.lines = null;
      terminal.resize(head.width, head.height);
      told.textContent = '';
      next = 0;
    }
    position = Math.min(length(), Math.max(0, to));
    while (next < events.length && at[next] <= position) put(events[next++]);
    if (next === events.length) playing = false;
    draw();
  };

  const tick = (now) => {
    if (!playing) return;
    const passed = ((now - before) / 1000) * Number(speed.value);
    before = now;
    go(position + passed);
    if (playing) requestAnimationFrame(tick);
  };

  play.addEventListener('click', () => {
    playing = !playing;
    if (playing && next === events.length) go(0);
    playing = playing && events.length > 0;
    before = performance.now();
    draw();
    if (playing) requestAnimationFrame(tick);
  });
  seek.addEventListener('input', () => go(Number(seek.value)));
  pauses.addEventListener('change', () => {
    at = times(events, pauses.checked);
    seek.max = String(length());
    go(0);
    go(next < events.length ? 0 : length());
  });

  events.forEach(([, kind, data], index) => {
    if (kind !== 'm') return;
    const entry = document.createElement('li');
    const jump = document.createElement('button');
    jump.type = 'button';
    jump.className = 'quiet';
    jump.textContent = clock(at[index]) + ' ' + data;
    jump.addEventListener('click', () => {
      playing = false;
      go(at[index]);
    });
    entry.append(jump);
    marks.append(entry);
  });
  seek.max = String(length());
  place.hidden = false;
  go(0);
}

const place = document.querySelector('[data-cast]');
if (place) {
  fetch(place.dataset.cast, { credentials: 'same-origin' })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)))))
    .then((cast) => start(place, read(cast)))
    .catch(() => {
      place.hidden = false;
      place.textContent = 'The recording could not be read; hoop replay shows it.';
    });
}
