import type { CommandLine, Option } from './asked.ts'

const JSON_OPTION: Option = { takes: null, meaning: 'print JSON, and nothing else, on standard output' }

/** The public log as files: to keep, and to bring it back from. */
export const keepingLog: readonly CommandLine[] = [
  {
    name: 'log save',
    takes: ['<folder>'],
    options: { json: JSON_OPTION },
    summary: 'Write the public log of this hub into a folder, as it is published',
    about: `A backup does not hold the log, so that what was signed is never signed twice and differently. Keep
this folder beside the backups, and write into the same one each time: full files never change.
Any web server can publish it. "verify <folder>" checks it. docs/operating/log.md says more.

Prints how much was written; with --json {"folder", "files", "bytes"}.`,
    run: async (asked, terminal) => (await import('./public-log.ts')).saveLog(asked, terminal),
  },
  {
    name: 'log take',
    takes: ['<folder or address>'],
    options: { json: JSON_OPTION },
    summary: 'Bring the public log back from its files, after a backup was brought back',
    about: `From a folder that "log save" wrote, or from the address of a mirror. All of it is read again: it
must fit itself, be signed with the key in keys/log.pem, and not be shorter than what this hub is
known to have signed, nor another one. Stop the hub first.

Prints how many entries there are; with --json {"entries"}.`,
    run: async (asked, terminal) => (await import('./public-log.ts')).takeLog(asked, terminal),
  },
  {
    name: 'log begin-anew',
    takes: [],
    options: { why: { takes: '<lost, stolen or replaced>', meaning: 'what became of the old key; everybody reads it' }, json: JSON_OPTION },
    summary: 'Begin another public log: the key of the old one is lost or replaced',
    about: `Stop the hub first, and make a copy: there is no way back. Makes another key, and a log with a name
of its own, under /log/2. Its first entry says what came before it and why it was begun. What the
old key signed stays what it was, and stays readable. With "replaced" the old key signs a last
entry that names the new one; lost or stolen, it vouches for nothing. Witnesses sign the new log
only once whoever runs them has given them its key. docs/operating/log.md says more.

Prints the new key; with --json {"key", "vouched"}.`,
    run: async (asked, terminal) => (await import('./public-log.ts')).beginLogAnew(asked, terminal),
  },
  {
    name: 'log words',
    takes: ['<proof>', '<words>'],
    options: { json: JSON_OPTION },
    summary: 'Check a receipt: whether words fit an entry of a public log',
    about: `Both files come from the page of the entry: <proof> ends in .tlog-proof, <words> in .words.json.
Nothing is asked of any hub. That the entry is in the log, "verify <proof>" says.

Exit code 0: they fit; 1: they do not. With --json {"fits", "entry", "day"}.`,
    run: async (asked, terminal) => (await import('./public-log.ts')).checkWords(asked, terminal),
  },
]
