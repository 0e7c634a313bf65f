import type { CommandLine, Option } from './asked.ts'

const JSON_OPTION: Option = { takes: null, meaning: 'print JSON, and nothing else, on standard output' }
const PASSPHRASE: Option = { takes: '<file>', meaning: 'its first line is the passphrase of the file, of 16 characters at least' }

/** A space that moves to another hub. */
export const movingSpaces: readonly CommandLine[] = [
  {
    name: 'export space',
    takes: ['<address>', '<file>'],
    options: {
      plan: { takes: null, meaning: 'write nothing: say what travels, and what stays and why' },
      'passphrase-file': PASSPHRASE,
      json: JSON_OPTION,
    },
    summary: 'Write a community or a body that moves to another hub into an encrypted file',
    about: `The address is the last part of its own address; where a community and a body have the same,
communities/<address> or bodies/<address>. A steward has announced the move on its page at least
fourteen days before. From now on it is read only here. The file is for the hub that was announced,
and for no other; it names nobody, but holds all that was written.

A body moves with its dialogues, once none of them is open. docs/operating/moving.md says how both
hubs go about it, step by step.

Prints what was written; with --json
  {"file", "bytes", "rows", "members", "staying", "destination"}, with --plan
  {"space", "sort", "travels": [{"table", "room", "rows"}], "stays": [{"table", "room", "reason"}]}.`,
    run: async (asked, terminal) => (await import('./move-space.ts')).exportSpace(asked, terminal),
  },
  {
    name: 'import space',
    takes: ['<file>'],
    options: { 'passphrase-file': PASSPHRASE, json: JSON_OPTION },
    summary: 'Take in a community or a body from another hub',
    about: `Both hubs have the same version. All of it is taken in or nothing: a file that is damaged, cut, for
another hub is refused, and of one that came before nothing is done twice. Whoever takes it
in trusts who wrote the file with what stands in it. Prints a receipt, which whoever runs the other
hub needs; with --json
  {"space", "sort", "receipt", "origin", "members", "already", "alike": ["<name>"],
   "rows": {"<table>": rows}, "left": {"<table>": rows}}.`,
    run: async (asked, terminal) => (await import('./move-space.ts')).importSpace(asked, terminal),
  },
  {
    name: 'settle space',
    takes: ['<address>', '<receipt>'],
    options: { json: JSON_OPTION },
    summary: 'Say that what moved has arrived on the other hub',
    about: `With the receipt that "import space" printed there. From now on its page here leads there, and each
who comes along is sent a link by which they are there who they were here.

Prints where it has gone; with --json {"destination"}.`,
    run: async (asked, terminal) => (await import('./move-space.ts')).settleSpace(asked, terminal),
  },
  {
    name: 'keep space',
    takes: ['<address>'],
    options: { json: JSON_OPTION },
    summary: 'Take back that something moves: it goes on here',
    about: `Until it is settled, also after its file was written. Make sure that no hub has taken that in:
else there are two of it. Prints a sentence; with --json {"space"}.`,
    run: async (asked, terminal) => (await import('./move-space.ts')).keepSpace(asked, terminal),
  },
]
