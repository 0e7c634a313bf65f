import type { CommandLine, Option } from './asked.ts'

const JSON_OPTION: Option = { takes: null, meaning: 'print JSON, and nothing else, on standard output' }
const PASSPHRASE: Option = { takes: '<file>', meaning: 'its first line is the passphrase; else PASSERELLE_BACKUP_KEY' }

/** What whoever runs a hub needs besides the rooms' own commands. */
export const operating: readonly CommandLine[] = [
  {
    name: 'distribute',
    takes: [],
    options: {
      plan: { takes: null, meaning: 'do nothing: say which column spreads which table' },
      json: JSON_OPTION,
    },
    summary: 'Spread the tables that grow over several database servers (Citus)',
    about: `For hubs that one database server does not carry any more: docs/operating/distributed.md says
when that is, and how to come there. The database that DATABASE_URL names must have Citus loaded,
other servers added, and no hub at work on it. Each table keeps its rows; what refers from one
table to another is taken off and put back. Where it was interrupted, call it again. Make a
backup before.

Prints how many tables and rows were spread; with --json
  {"distributed": [{"table", "rows"}]}, with --plan {"tables": [{"table", "by"}]}.`,
    run: async (asked, terminal) => (await import('./distribute.ts')).distributeDatabase(asked, terminal),
  },
  {
    name: 'backup',
    takes: ['<file>'],
    options: {
      encrypt: { takes: null, meaning: 'encrypt the file, and put the keys of the hub into it' },
      'passphrase-file': PASSPHRASE,
      'keys-in-clear': { takes: null, meaning: 'put the keys into a file that everybody can read' },
      check: { takes: null, meaning: 'make none: read this file whole and say what is in it' },
      json: JSON_OPTION,
    },
    summary: 'Copy the whole hub into one file, while it runs',
    about: `All tables of one moment, jobs that wait, and the keys (only where the file is encrypted: a database
with its keys beside it protects nobody). No pg_dump is needed; the hub goes on meanwhile, and the
memory that it takes does not grow with the hub. A file that is there is never replaced.

Encrypted: scrypt and AES-256-GCM, each piece bound to its place and the last one marked. Who loses
the passphrase has lost the backup. At least 16 characters; "openssl rand -base64 24" makes one.

What a backup still holds of people who left since, and how they are erased again after a restore:
docs/operating/backup.md.

Prints what was written; with --json
  {"file", "bytes", "tables", "rows", "jobs", "keys", "encrypted"}, with --check
  {"passerelle", "madeAt", "hub", "postgres", "migration", "tables", "rows", "jobs", "keys",
   "encrypted"}.`,
    run: async (asked, terminal) => (await import('./backup.ts')).makeBackup(asked, terminal),
  },
  {
    name: 'restore',
    takes: ['<file>'],
    options: {
      'passphrase-file': PASSPHRASE,
      erased: { takes: '<file>', meaning: 'erase again who is on this list, made by "erased"' },
      'without-keys': { takes: null, meaning: "go on where the hub's secret is lost" },
      json: JSON_OPTION,
    },
    summary: 'Bring a backup back, into an empty data folder or an empty database',
    about: `Into PASSERELLE_DATA, or into the database of DATABASE_URL; a place that is not empty is refused.
The file is read whole before anything is made, every table is read back and compared, and all of
it becomes visible at once: a fault leaves the place as empty as it was. Backups of older versions
are brought to the newest form; those of newer ones are refused.

Where the keys are not in the file, put the copy of keys/ into the data folder first.

Prints what is back; with --json
  {"tables", "rows", "jobs", "keys", "accounts", "identities", "unknown"}
where the last three say what --erased did.`,
    run: async (asked, terminal) => (await import('./restore.ts')).restoreBackup(asked, terminal),
  },
  {
    name: 'erased',
    takes: [],
    options: {
      since: { takes: '<day>', meaning: 'from this day on (UTC); if left out, of the last 90 days' },
      json: JSON_OPTION,
    },
    summary: 'List who was erased, for the day on which a backup is brought back',
    about: `One id of an identity to a line; such an id leads to nobody any more. Keep the list where the
backups are, as long as the oldest of them, and give it to "restore --erased".

With --json {"since", "erased": [..]}.`,
    run: async (asked, terminal) => (await import('./erased.ts')).listErased(asked, terminal),
  },
  {
    name: 'doctor',
    takes: [],
    options: { json: JSON_OPTION },
    summary: 'Look whether all is well with the hub, its machine and its neighbours',
    about: `Changes nothing and sends no letter. Looked at are: the program and the machine (room, memory), the
data folder and who may read the keys, the settings, the last backup; the database server, whether
it keeps what it says, its clock, whether tables, secret and indexes are right, jobs that wait or
were given up, sizes; the mail server; and whether the hub's own address leads to this hub.

Each line says one thing: "ok", "note" (worth knowing) or "WRONG", with what to do below it.
Exit code 0: nothing is wrong; 1: something is. With --json
  {"well": true or false, "findings": [{"check", "outcome", "sentence", "remedy"}]}
where outcome is "well", "note" or "wrong".`,
    run: async (asked, terminal) => (await import('./doctor.ts')).examine(asked, terminal),
  },
]
