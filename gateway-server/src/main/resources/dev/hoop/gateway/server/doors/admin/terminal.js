// The screen of a terminal, as far as recordings need it: what programs print moves a cursor over a grid of cells. It is a picture for
// auditors, drawn as text alone: nothing that was recorded becomes markup, an address, a title or an answer. Not understood: sixel and other
// pictures, double-sized lines, colours that programs define anew, right-to-left layout. Text that a program conceals is shown.

const GRAPHICS = { '`': '◆', a: '▒', f: '°', g: '±', j: '┘', k: '┐', l: '┌', m: '└', n: '┼', o: '⎺', p: '⎻', q: '─', r: '⎼', s: '⎽', t: '├', u: '┤', v: '┴', w: '┬', x: '│', y: '≤', z: '≥', '~': '·' };
const MOST_CELLS = 500;
const PLAIN = Object.freeze({ fg: '', bg: '', marks: '' });

/** How many cells a character takes: none for what combines, two for what is wide. */
export function width(point) {
  if ((point >= 0x300 && point <= 0x36f) || (point >= 0x200b && point <= 0x200f) || (point >= 0x202a && point <= 0x202e)
    || (point >= 0x2060 && point <= 0x206f) || (point >= 0xfe00 && point <= 0xfe0f) || point === 0xfeff
    || (point >= 0x20d0 && point <= 0x20ff) || (point >= 0xe0000 && point <= 0xe0fff)) return 0;
  return (point >= 0x1100 && point <= 0x115f) || (point >= 0x2e80 && point <= 0x303e) || (point >= 0x3041 && point <= 0xa4cf)
    || (point >= 0xac00 && point <= 0xd7a3) || (point >= 0xf900 && point <= 0xfaff) || (point >= 0xfe30 && point <= 0xfe6f)
    || (point >= 0xff00 && point <= 0xff60) || (point >= 0xffe0 && point <= 0xffe6) || (point >= 0x1f300 && point <= 0x1faff)
    || (point >= 0x20000 && point <= 0x3fffd) ? 2 : 1;
}

export class Terminal {
  constructor(columns, rows) {
    this.resize(columns, rows);
  }

  /** As a terminal that is switched on anew. */
  reset() {
    this.lines = this.blank();
    this.other = null;
    this.x = this.y = 0;
    this.style = PLAIN;
    this.saved = null;
    this.top = 0;
    this.bottom = this.rows - 1;
    this.wraps = true;
    this.wrapNext = false;
    this.inserts = false;
    this.showsCursor = true;
    this.sets = ['B', 'B'];
    this.set = 0;
    this.tabs = null;
    this.state = 'text';
    this.taken = '';
  }

  /** A recording cannot ask for more cells than a screen has. */
  resize(columns, rows) {
    const size = (wanted, usual) => Math.min(MOST_CELLS, Math.max(1, Math.floor(wanted) || usual));
    const before = this.lines;
    this.columns = size(columns, 80);
    this.rows = size(rows, 24);
    if (!before) {
      this.reset();
      return;
    }
    const cursor = this.y;
    const fit = (lines, drop) => {
      const kept = lines.slice(drop, drop + this.rows).map((line) => {
        const cut = line.slice(0, this.columns);
        while (cut.length < this.columns) cut.push(this.cell());
        return cut;
      });
      while (kept.length < this.rows) kept.push(this.line());
      return kept;
    };
    const drop = Math.max(0, cursor - this.rows + 1);
    this.lines = fit(before, drop);
    if (this.other) this.other = fit(this.other, 0);
    this.y = Math.min(cursor - drop, this.rows - 1);
    this.x = Math.min(this.x, this.columns - 1);
    this.top = 0;
    this.bottom = this.rows - 1;
    this.wrapNext = false;
  }

  cell(text = ' ', style = PLAIN) {
    return { text, style };
  }

  line() {
    const style = this.style && this.style.bg ? { fg: '', bg: this.style.bg, marks: '' } : PLAIN;
    return Array.from({ length: this.columns }, () => this.cell(' ', style));
  }

  blank() {
    return Array.from({ length: this.rows }, () => this.line());
  }

  /** Takes what was printed; it may break off anywhere, even within an instruction. */
  write(text) {
    for (const each of text) this.take(each);
  }

  take(each) {
    const code = each.codePointAt(0);
    if (this.state === 'string' || this.state === 'stringEnd') {
      // titles, links, pictures: read to their end and left out
      if (code === 0x07 || code === 0x9c || code === 0x18 || code === 0x1a) this.state = 'text';
      else if (this.state === 'stringEnd') {
        this.state = 'text';
        if (each !== '\\') this.escape(each);
      } else if (code === 0x1b) this.state = 'stringEnd';
      return;
    }
    if (code === 0x18 || code === 0x1a) {
      this.state = 'text';
      return;
    }
    if (code === 0x1b) {
      this.state = 'escape';
      return;
    }
    if (code < 0x20 || code === 0x7f) {
      this.control(code);
      return;
    }
    if (this.state === 'text') {
      if (code >= 0x80 && code < 0xa0) this.escape(String.fromCharCode(code - 0x40));
      else this.print(each, code);
    } else if (this.state === 'escape') this.escape(each);
    else if (this.state === 'charset') {
      this.sets[this.taken === '(' ? 0 : 1] = each;
      this.state = 'text';
    } else if (this.state === 'skip') this.state = 'text';
    else if (this.state === 'csi') {
      if (code >= 0x40 && code <= 0x7e) {
        this.state = 'text';
        this.instruct(each, this.taken);
      } else if (this.taken.length < 256) this.taken += each;
    }
  }

  control(code) {
    if (code === 0x08) this.x = Math.max(0, this.x - 1);
    else if (code === 0x09) this.x = Math.min(this.columns - 1, (Math.floor(this.x / 8) + 1) * 8);
    else if (code >= 0x0a && code <= 0x0c) this.lineFeed();
    else if (code === 0x0d) this.x = 0;
    else if (code === 0x0e) this.set = 1;
    else if (code === 0x0f) this.set = 0;
    else return;
    this.wrapNext = false;
  }

  print(each, code) {
    const cells = width(code);
    if (cells === 0) {
      const at = this.lines[this.y][Math.max(0, this.wrapNext ? this.x : this.x - 1)];
      if (at.text.length < 16) at.text += each;
      return;
    }
    if ((this.wrapNext || (cells === 2 && this.x === this.columns - 1)) && this.wraps) {
      this.x = 0;
      this.lineFeed();
    }
    this.wrapNext = false;
    const line = this.lines[this.y];
    if (this.inserts) {
      line.splice(this.x, 0, ...Array.from({ length: cells }, () => this.cell()));
      line.length = this.columns;
    }
    const shown = this.sets[this.set] === '0' ? GRAPHICS[each] || each : each;
    line[this.x] = this.cell(shown, this.style);
    if (cells === 2 && this.x + 1 < this.columns) line[this.x + 1] = this.cell('', this.style);
    this.x += cells;
    if (this.x >= this.columns) {
      this.x = this.columns - 1;
      this.wrapNext = true;
    }
  }

  lineFeed() {
    if (this.y === this.bottom) this.scroll(1);
    else if (this.y < this.rows - 1) this.y++;
  }

  /** Moves the scrolling part up by so many lines, or down where it is less than nothing. */
  scroll(count, from = this.top) {
    const many = Math.min(Math.abs(count), this.bottom - from + 1);
    for (let i = 0; i < many; i++) {
      if (count > 0) {
        this.lines.splice(from, 1);
        this.lines.splice(this.bottom, 0, this.line());
      } else {
        this.lines.splice(this.bottom, 1);
        this.lines.splice(from, 0, this.line());
      }
    }
  }

  escape(each) {
    this.state = 'text';
    switch (each) {
      case '[': this.state = 'csi'; this.taken = ''; break;
      case ']': case 'P': case '^': case '_': case 'X': this.state = 'string'; break;
      case '(': case ')': this.state = 'charset'; this.taken = each; break;
      case '*': case '+': case '#': case '%': case ' ': this.state = 'skip'; break;
      case '7': this.save(); break;
      case '8': this.restore(); break;
      case 'D': this.lineFeed(); break;
      case 'E': this.x = 0; this.lineFeed(); break;
      case 'M':
        if (this.y === this.top) this.scroll(-1);
        else if (this.y > 0) this.y--;
        break;
      case 'c': this.reset(); break;
      default: // nothing that shows
    }
    if (each !== '[') this.wrapNext = false;
  }

  save() {
    this.saved = { x: this.x, y: this.y, style: this.style, sets: [...this.sets], set: this.set };
  }

  restore() {
    const kept = this.saved || { x: 0, y: 0, style: PLAIN, sets: ['B', 'B'], set: 0 };
    this.x = Math.min(kept.x, this.columns - 1);
    this.y = Math.min(kept.y, this.rows - 1);
    this.style = kept.style;
    this.sets = [...kept.sets];
    this.set = kept.set;
  }

  instruct(final, text) {
    const own = /^[?>=<!]/.test(text) ? text[0] : '';
    const numbers = text.slice(own.length).split(/[;:]/).map((part) => (/^\d+$/.test(part) ? Math.min(99999, Number(part)) : 0));
    const n = Math.max(1, numbers[0]);
    if (own === '?' && (final === 'h' || final === 'l')) {
      numbers.forEach((mode) => this.mode(mode, final === 'h'));
      return;
    }
    if (own && !(own === '!' && final === 'p')) return;
    if (/[^\d;:!]/.test(text) && !own) return; // with letters in between it is another instruction
    const line = this.lines[this.y];
    if (final !== 'm') this.wrapNext = false;
    switch (final) {
      case 'A': this.y = Math.max(this.y >= this.top ? this.top : 0, this.y - n); break;
      case 'B': case 'e': this.y = Math.min(this.y <= this.bottom ? this.bottom : this.rows - 1, this.y + n); break;
      case 'C': case 'a': this.x = Math.min(this.columns - 1, this.x + n); break;
      case 'D': this.x = Math.max(0, this.x - n); break;
      case 'E': this.x = 0; this.y = Math.min(this.rows - 1, this.y + n); break;
      case 'F': this.x = 0; this.y = Math.max(0, this.y - n); break;
      case 'G': case '`': this.x = Math.min(this.columns, n) - 1; break;
      case 'd': this.y = Math.min(this.rows, n) - 1; break;
      case 'H': case 'f':
        this.y = Math.min(this.rows, n) - 1;
        this.x = Math.min(this.columns, Math.max(1, numbers[1] || 1)) - 1;
        break;
      case 'J': this.eraseScreen(numbers[0]); break;
      case 'K': this.erase(line, numbers[0] === 0 ? this.x : 0, numbers[0] === 1 ? this.x + 1 : this.columns); break;
      case 'L': if (this.y >= this.top && this.y <= this.bottom) this.scroll(-n, this.y); break;
      case 'M': if (this.y >= this.top && this.y <= this.bottom) this.scroll(n, this.y); break;
      case 'P': this.shift(line, n, 0); break;
      case '@': this.shift(line, 0, n); break;
      case 'X': this.erase(line, this.x, Math.min(this.columns, this.x + n)); break;
      case 'S': this.scroll(n); break;
      case 'T': this.scroll(-n); break;
      case 'b': this.repeat(n); break;
      case 'h': case 'l': if (numbers[0] === 4) this.inserts = final === 'h'; break;
      case 'm': this.style = styled(this.style, numbers); break;
      case 'p': if (own === '!') { this.style = PLAIN; this.top = 0; this.bottom = this.rows - 1; this.wraps = true; this.inserts = false; this.showsCursor = true; } break;
      case 'r': {
        const top = n - 1;
        const bottom = Math.min(this.rows, numbers[1] || this.rows) - 1;
        if (top < bottom) {
          this.top = top;
          this.bottom = bottom;
          this.x = this.y = 0;
        }
        break;
      }
      case 's': this.save(); break;
      case 'u': this.restore(); break;
      default: // nothing that shows
    }
  }

  repeat(n) {
    const last = this.lines[this.y][Math.max(0, this.x - 1)].text;
    for (let i = 0; i < Math.min(n, this.columns * this.rows) && last; i++) this.print(last, last.codePointAt(0));
  }

  mode(mode, on) {
    if (mode === 7) this.wraps = on;
    else if (mode === 25) this.showsCursor = on;
    else if (mode === 47 || mode === 1047 || mode === 1049) {
      if (on && !this.other) {
        if (mode === 1049) this.save();
        this.other = this.lines;
        this.lines = this.blank();
      } else if (!on && this.other) {
        this.lines = this.other;
        this.other = null;
        if (mode === 1049) this.restore();
      }
    }
  }

  erase(line, from, to) {
    const empty = this.line();
    for (let x = from; x < to; x++) line[x] = empty[x];
  }

  eraseScreen(part) {
    const line = this.lines[this.y];
    if (part === 0) this.erase(line, this.x, this.columns);
    if (part === 1) this.erase(line, 0, this.x + 1);
    for (let y = 0; y < this.rows; y++) {
      if (part >= 2 || (part === 0 && y > this.y) || (part === 1 && y < this.y)) this.lines[y] = this.line();
    }
  }

  shift(line, out, into) {
    line.splice(this.x, Math.min(out, this.columns - this.x), ...Array.from({ length: Math.min(into, this.columns) }, () => this.cell(' ', this.line()[0].style)));
    while (line.length < this.columns) line.push(this.line()[0]);
    line.length = this.columns;
  }

  /** What stands on the screen, line by line. */
  text() {
    return this.lines.map((line) => line.map((cell) => cell.text).join('').trimEnd()).join('\n').trimEnd();
  }

  /** Draws the screen into an element: text and nothing but text. */
  draw(element) {
    const drawn = this.lines.map((line, y) => {
      const row = document.createElement('div');
      let run = '';
      let style = null;
      const put = () => {
        if (run) row.append(piece(run, style));
        run = '';
      };
      line.forEach((cell, x) => {
        const here = this.showsCursor && y === this.y && x === this.x;
        if (here || cell.style !== style) {
          put();
          style = cell.style;
        }
        run += cell.text;
        if (here) {
          const cursor = piece(run || ' ', style);
          cursor.classList.add('cursor');
          row.append(cursor);
          run = '';
          style = null;
        }
      });
      put();
      return row;
    });
    element.replaceChildren(...drawn);
  }
}

function piece(text, style) {
  const span = document.createElement('span');
  span.textContent = text;
  if (!style) return span;
  const inverse = style.marks.includes('i');
  const ink = inverse ? style.bg || 'back' : style.fg;
  const paper = inverse ? style.fg || 'ink' : style.bg;
  paint(span, 'color', ink, 'f-');
  paint(span, 'backgroundColor', paper, 'b-');
  for (const mark of style.marks) if (mark !== 'i') span.classList.add('m-' + mark);
  return span;
}

function paint(span, property, colour, prefix) {
  if (colour.startsWith('rgb(')) span.style[property] = colour;
  else if (colour) span.classList.add(prefix + colour);
}

function styled(before, numbers) {
  let { fg, bg, marks } = before;
  const drop = (letters) => { marks = [...marks].filter((mark) => !letters.includes(mark)).join(''); };
  const add = (letter) => { drop(letter); marks += letter; };
  for (let i = 0; i < numbers.length; i++) {
    const n = numbers[i];
    if (n === 0) { fg = ''; bg = ''; marks = ''; }
    else if (n === 1) add('b');
    else if (n === 2) add('d');
    else if (n === 3) add('t');
    else if (n === 4) add('u');
    else if (n === 7) add('i');
    else if (n === 9) add('s');
    else if (n === 22) drop('bd');
    else if (n === 23) drop('t');
    else if (n === 24) drop('u');
    else if (n === 27) drop('i');
    else if (n === 29) drop('s');
    else if (n >= 30 && n <= 37) fg = String(n - 30);
    else if (n === 39) fg = '';
    else if (n >= 40 && n <= 47) bg = String(n - 40);
    else if (n === 49) bg = '';
    else if (n >= 90 && n <= 97) fg = String(n - 82);
    else if (n >= 100 && n <= 107) bg = String(n - 92);
    else if (n === 38 || n === 48) {
      const five = numbers[i + 1] === 5;
      const colour = five ? palette(numbers[i + 2]) : numbers[i + 1] === 2 ? rgb(numbers[i + 2], numbers[i + 3], numbers[i + 4]) : '';
      if (n === 38) fg = colour;
      else bg = colour;
      i += five ? 2 : 4;
    }
  }
  return { fg, bg, marks };
}

function palette(n) {
  if (!(n >= 0 && n < 256)) return '';
  if (n < 16) return String(n);
  if (n >= 232) return rgb(8 + (n - 232) * 10, 8 + (n - 232) * 10, 8 + (n - 232) * 10);
  const part = (value) => (value === 0 ? 0 : 55 + value * 40);
  return rgb(part(Math.floor((n - 16) / 36)), part(Math.floor((n - 16) / 6) % 6), part((n - 16) % 6));
}

function rgb(...parts) {
  return 'rgb(' + parts.map((part) => Math.min(255, Math.max(0, Math.floor(part) || 0))).join(',') + ')';
}
