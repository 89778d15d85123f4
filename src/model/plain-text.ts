/** Text made ready for a search: what is blanked keeps its length, so that offsets stay. */

const COMMENT_LINE = /^[ \t]*(?:#|;|\/\/|--[ \t]|<!--|\*[ \t/]|REM[ \t])/;
/** Behind a setting, after white space. */
const COMMENT_END = /[ \t](?:#|\/\/[ \t]|;[ \t])/;
/** Lines that tell people something: a description of an alert, a text that is printed. */
const PROSE_LINE =
  /^[ \t]*(?:- )?["']?(?:description|summary|message|title|help|usage|comment|example|runbook(?:_url)?|doc|docs|documentation)["']?[ \t]*[:=]/i;

/** What one of the above needs: a look at the whole that saves one at each line. */
const MAY_HAVE_COMMENTS =
  /[#;]|\/\/|^[ \t]*(?:--[ \t]|<!--|\*[ \t/]|REM[ \t])|^[ \t]*(?:- )?["']?(?:description|summary|message|title|help|usage|comment|example|runbook|doc)/im;

/** Blanks comments as configuration languages have them, and lines that only people read. */
export function blankComments(text: string, key: string): string {
  // One line is a value, not a file; the script of a container is.
  if (!text.includes('\n') || !MAY_HAVE_COMMENTS.test(text)) return text;
  const hasSemicolons = !/\.(?:sh|sql|nginx|conf)$/.test(key);
  const lines = text.split('\n');
  return lines.map((line) => blankLine(line, hasSemicolons)).join('\n');
}

function blankLine(line: string, hasSemicolons: boolean): string {
  if (COMMENT_LINE.test(line) || PROSE_LINE.test(line)) return ' '.repeat(line.length);
  const at = line.search(COMMENT_END);
  if (at < 0 || (!hasSemicolons && line[at + 1] === ';')) return line;
  return line.slice(0, at) + ' '.repeat(line.length - at);
}

/** Blanks the escapes of a double-quoted scalar: `\n` parts two words. */
export function blankEscapes(text: string): string {
  return text.replace(/\\(?:x..|u.{4}|U.{8}|[^])/g, (escape) => ' '.repeat(escape.length));
}
