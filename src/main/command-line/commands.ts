import type { CommandLine, Option } from './asked.ts'
import { keepingLog } from './keeping-log.ts'
import { movingSpaces } from './moving-spaces.ts'
import { operating } from './operating.ts'
import { witnessing } from './witnessing.ts'

const JSON_OPTION: Option = { takes: null, meaning: 'print JSON, and nothing else, on standard output' }

const FOLDER = `The folder holds what Polis exports: comments.csv, and votes.csv or, where that is missing,
participants-votes.csv. Of the votes of one participant on one statement the latest counts;
of equally late ones the later in the file. moderated -1 means moderated out, is-meta true
means about the dialogue itself; every other statement is live. A file that is broken is
refused with a sentence for each fault (twenty at most), with its line.`

const ANALYSIS = `The JSON object, on one line:

  engine          name and version of the maths
  parameters      "passerelle-1" or "polis"
  participants    people with at least one vote
  included        of them, those who voted often enough to be placed (includedParticipants: who)
  votes           final votes
  statements      {live, moderatedOut, meta}: how many
  components      two lists: a number for each statement that has votes, in ascending id
  path            how they were computed: "pairs", "passes" or "none"
  positions       {"<participant>": [x, y]}
  agreement       {"<participant>": 0 to 20}: in how many of twenty trials, each without a tenth
                  of their votes, they fall to their own group; below 12 they are between groups
  margin          {"<participant>": 0 to 10000}: distance to the next group beside that to their
                  own, (d2 - d1) / (d2 + d1)
  groups          [{id, size, between, participants}]; empty where there are none
  noGroups        null, or why there are none: "not-enough-participants",
                  "not-enough-statements", "no-clear-groups"
  silhouette      how clear the groups are, -1 to 1; null where there are none
  evidence        {deviations, spread}: whether votes hang together at all; groups are named from
                  2 deviations and spread 2.25, or 5 deviations and spread 1.5, on; null where it
                  was not asked
  steadiness      mean of agreement / 20; null without groups
  results         every statement of comments.csv, in ascending id:
    id, state     state is "live", "moderated-out" or "meta"
    agrees, disagrees, passes
    byGroup       {"<group>": {agrees, disagrees, passes}}
    gac           group-aware consensus, the product of (agrees + 1) / (votes + 2)
    consensus     {agree, disagree}: the same by the number of groups, 0 to 1;
                  {listed}: "agree", "disagree" or null; {needs}: groups that have voted
                  too little on it; {overall, smallest}: shares with their lower bounds
    divisiveness  a number: the largest |z| between two groups; null where fewer than two voted
    divisivenessDetail  {z, difference, groups}, or null: the same with the largest
                  difference of shares, 0 to 1, and the two groups
    bridging      -1 to 1: the vote expected of somebody halfway between the camps, or null
    expected      -1 to 1: the mean vote had everybody voted, or null
    extremity     length of the statement's own position, or null
    priority      weight with which it would be served next
  representative  {"<group>": [{statement, side, n, trials, p, pTest, ratio, ratioTest, bestAgree}]}
  majority        {agree: [..], disagree: [..]}: {statement, n, trials, p, pTest} each
  model           the factor model: {people, votes, mean, noise, spread, intercepts, factors}
  slate           {size, voters, pav, gjcr}: ten statements in proportion, a proposal; each with
                  {statements, audit, coverage}, audit null where EJR+ holds, else the witness
  completedSlate  the same with unseen statements filled in by the model, or null
  predictions     with --predict: [[participant, statement, expected vote -1 to 1 or null]]
  inputRoot       root of the Merkle tree over statements and final votes (SHA-256)
  source          {votesFrom, voteEvents}: the file, and how many votes it holds
  certificate     SHA-256 of the certificate's document, which "export dialogue" writes and
                  "verify" checks; packages/deliberation/README.md says how it is made

Numbers are null where there is nothing to compute them from.`

const LOG = `The address of a log (https://<the hub>/log), or a folder with its files: every entry and every
tile is read again, the root worked out and compared with the checkpoint, the signatures checked
with --key (one line, as the hub shows it) or --policy (which may ask for witnesses), and with
--since that the log still begins with what you have seen before. Keep a checkpoint:
  curl https://<the hub>/log/checkpoint > checkpoint-of-today
A file that ends in .tlog-proof is a receipt. It is checked without asking anybody; with --log
it is also asked whether the log of today still holds what the receipt was given for. One that
ends in .votes.json is a receipt of votes: whether the signed result was made of them, and the log
names that result. Of a log without --key and --policy only whether its files fit one another is
looked at.`

/** All that can be asked, without its code. */
export const commands: readonly CommandLine[] = [
  {
    name: 'analyse',
    takes: ['<folder>'],
    options: {
      parameters: {
        takes: '<name>',
        among: ['passerelle-1', 'polis'],
        meaning: 'passerelle-1 (as on this hub, if left out) or polis (its conventions)',
      },
      groups: { takes: '<file>', meaning: '{"<participant id>": "<group id>"}: take these groups and compute none' },
      predict: { takes: '<file>', meaning: 'CSV "participant,statement": foretell these votes as well (prints JSON)' },
      threads: { takes: '<number>', among: ['1', '2', '4', '8'], meaning: 'work in so many threads; the result is the same' },
      json: JSON_OPTION,
    },
    summary: 'Compute the result of a conversation from its files, without any hub',
    about: `${FOLDER}\n\n${ANALYSIS}`,
    run: async (asked, terminal) => (await import('./analyse.ts')).analyseFolder(asked, terminal),
  },
  {
    name: 'import polis',
    takes: ['<folder>'],
    options: {
      body: { takes: '<address>', meaning: 'the body that it belongs to here; if left out, "imported-conversations"' },
      language: { takes: '<tag>', meaning: 'the language of its statements, for example en or zh-TW; if left out, unknown' },
      json: JSON_OPTION,
    },
    summary: 'Make a closed dialogue of a conversation that was held elsewhere',
    about: `${FOLDER}

summary.csv gives title, description and source where it is there; else the folder's name is
the title. Statements may be of any length. All votes are kept as they were cast, so that an
export gives them back; the result is computed from the final ones, with groups of our own.
participants-votes.csv holds no times: votes from it get the time of the newest statement.
The body "imported-conversations" is made when it is needed and not there. Importing a folder
twice makes two dialogues.

Prints the address of the dialogue; with --json
  {"id", "slug", "address", "statements", "votes", "participants", "voteEvents"}
where votes counts final votes and voteEvents all of them.`,
    run: async (asked, terminal) => (await import('./import-polis.ts')).importPolis(asked, terminal),
  },
  {
    name: 'import migrant-stock',
    takes: ['<file>'],
    options: {
      source: { takes: '<text>', meaning: 'how it is cited; if left out, the United Nations with the newest year' },
      licence: { takes: '<text>', meaning: 'under which licence it is; if left out, CC BY 3.0 IGO' },
      retrieved: { takes: '<day>', meaning: 'when it was taken from its source, for example 2026-03-01; if left out, unknown' },
      json: JSON_OPTION,
    },
    summary: 'Load a table of where those live who were born in another country',
    about: `The file is CSV in UTF-8: Year, Dest, then one column for each country of origin, by the English
names of the United Nations, without codes. A number may be left out ("", "-" or ".."). The world,
regions and groups of countries (the Channel Islands are two) are left out and named; any other
name is refused, for without it all shares would be wrong. A file that is broken is refused with a
sentence for each fault (twenty at most), with its line and column.

What was loaded before is replaced whole: numbers of two tables cannot be compared. The hub shows
them, by their newest year, beside dialogues about people from one country, and on /places/stock/ML
(the code of any country of origin).

Prints what was loaded; with --json
  {"years": [..], "countries", "rows", "leftOut": [..], "source", "licence", "retrievedOn"}
where rows counts the numbers above 0.`,
    run: async (asked, terminal) => (await import('./import-migrant-stock.ts')).importMigrantStock(asked, terminal),
  },
  {
    name: 'import places',
    takes: ['<file>'],
    options: { json: JSON_OPTION },
    summary: 'Load a list of towns and regions, for pages of places and for choosing',
    about: `The file is CSV in UTF-8 with a header. Columns: country (code of ISO 3166-1, two letters), zone
(Europe/Dublin), lat and lon (degrees; kept to two decimals; both may be empty), sort (town, which
is meant if it is empty, or region), and a column of names for each language: name-en, name-fr,
name-ar and so on. Further names of a language stand behind a bar, for finding it: The Hague | Den
Haag. The address is made of the English name, else of the first. A place that the country has
under that address gets the new names, zone and position. A file that is broken is refused with a
sentence for each fault (twenty at most), with its line.

Prints what was done; with --json {"added", "changed"}.`,
    run: async (asked, terminal) => (await import('./import-places.ts')).importPlaces(asked, terminal),
  },
  {
    name: 'import briefing-note',
    takes: ['<file>'],
    options: {
      edition: { takes: '<summit>/<edition>', meaning: 'the edition that it goes into; if left out, one made for it' },
      body: { takes: '<address>', meaning: 'without --edition: who convenes; if left out, the first body' },
      language: { takes: '<tag>', meaning: 'the language of the note, for example fr; if left out, guessed' },
      starts: { takes: '<YYYY-MM-DDThh:mm>', meaning: 'when it begins, by the clock of the place; else its hours follow' },
      draft: { takes: null, meaning: 'announce nothing' },
      json: JSON_OPTION,
    },
    summary: 'Make a session of a summit from its briefing note',
    about: `The file is plain text: what a word processor, a mail or a conversion left of the note. Headings
are known in French, English and Arabic. Nothing of the text is lost: what finds no place is kept
with the session, for its organisers. What was not certain is named; the page "Make a session from
a briefing note" of an edition asks it, and shows where each paragraph goes.

The session is announced, with the edition that was made for it: everybody reads it at the printed
address. In an edition that is a draft it stays hidden until that is announced; with --draft all
stays a draft that only organisers see. It takes the number that the note tells, where that is
free. Without --starts its hours are to be announced, and an edition that is made for it is planned
for thirty days from now: correct that on its page. With --starts it is planned for 90 minutes.
Importing twice makes two sessions.

Prints what was made; with --json
  {"title", "number", "event", "language", "overview", "context": [{"heading", "text"}], "scope",
   "lead", "guidingQuestions": [..], "method", "closing", "host", "leftovers": [..], "id",
   "address", "hoursKnown", "public",
   "uncertain": [{"code", "at", "text", "choices": [..], "chosen", "question"}]}
where at is a line of the file.`,
    run: async (asked, terminal) => (await import('./import-briefing-note.ts')).importBriefingNote(asked, terminal),
  },
  {
    name: 'export dialogue',
    takes: ['<id or address>', '<folder>'],
    options: { force: { takes: null, meaning: 'replace files that are there' }, json: JSON_OPTION },
    summary: "Write a dialogue's statements and votes in the form that Polis exports",
    about: `<id or address> is the dialogue's id, or the last part of the address of its page.

Writes comments.csv, votes.csv, participants-votes.csv and summary.csv, as far as the rules of
the dialogue allow: votes one by one only where it publishes them, and nothing while fewer than
ten people took part. certificate.json and signature.json belong to the same result: "verify"
checks the folder. What is left out is named with its reason on standard error. The folder
is made when it is not there; files in it are not replaced unless --force is given.

The files are for programs. Whoever opens them with a spreadsheet imports all columns as text:
a statement that begins with = may else be run as a formula.

Prints the files that were written; with --json
  {"id", "slug", "address", "folder", "written": [..], "leftOut": [{"file", "why"}]}.`,
    run: async (asked, terminal) => (await import('./export-dialogue.ts')).exportDialogue(asked, terminal),
  },
  {
    name: 'verify',
    takes: ['<folder, zip, file or address>'],
    options: {
      key: { takes: '<id, key or file>', meaning: 'a key that you know from elsewhere' },
      policy: { takes: '<file>', meaning: 'of a log: whose signatures count (c2sp.org/tlog-policy)' },
      since: { takes: '<file>', meaning: 'of a log: a checkpoint that you kept, with which it must begin' },
      entry: { takes: '<file>', meaning: 'of a receipt: what it is for, where it does not hold that itself' },
      log: { takes: '<address or folder>', meaning: 'of a receipt, a document, ballots: look into the log too' },
      box: { takes: '<address or folder>', meaning: 'of a receipt of hidden votes, or a slot: the ballots' },
      slots: { takes: '<address or folder>', meaning: 'of ballots: the second issuer, or a folder with its list of slots' },
      'other-log': { takes: '<address or folder>', meaning: 'of ballots: the log of the second issuer' },
      'other-key': { takes: '<key or file>', meaning: 'the key of that log' },
      json: JSON_OPTION,
    },
    summary: 'Check a result, a document, hidden ballots, a receipt or a public log',
    about: `The folder, or the zip that a result's page offers, holds certificate.json, signature.json,
comments.csv, votes.csv and participants-votes.csv. Nothing else is read, and nothing is asked
of any hub. Each line says whether one thing holds: that the files can be read; that both files
of votes say the same; that they are the votes and statements of the certificate; each output;
that the certificate is the one that was signed; the signature; the history of the keys.

A signature is worth as much as the key. Without --key the key is believed on the word of the
files. Compare it with https://<the hub>/.well-known/passerelle-keys.json, or keep a copy of
that file and give it here: --key passerelle-keys.json. A key that follows from a known one by
endorsements is known too.

A certificate of another version of the maths is no tampering; it is said, and needs the
Passerelle of that version. Where a dialogue gives out no votes, digest and signature are
checked and the numbers cannot be.

A file that ends in .pdf, .docx or .json is one of a report or an outcome document. Beside it put
release.json, which the page of its versions offers (any name with that end will do): each line
says whether the file is one of those that were released, of which version and language, and
whether the signature holds. A newer release than that file knows of is told by the hub alone.
With --log and --policy the log of the hub is read, and must say that this file was released.

${LOG}

A folder with election.json and its batches, or the address of a ballot box
(https://<the hub>/api/ballots/<the dialogue>), holds hidden ballots: every credential and every
vote is checked again, the counts, the roll and the sums. A hundred thousand voters take minutes.
With --log and its key: that keys, counts and batches are those of the log, no more and no fewer.
A proof of one's own slot (passerelle-slot.json) is checked against --box, and in the --log.

The receipts that a voter's client saved (passerelle-receipts.json) are votes with their signatures.
With --box it is said in which batch each of them stands, or that one is missing. With --log (a
log, or one .tlog-proof of an entry "ballots.opened") and its --key or --policy also whether the
batches are those that the log names. Nobody is told whose receipt it is.

Exit code 0: all holds; 1: something does not, named on its line. With --json
  {"holds": true or false, "findings": [{"code", "outcome", "data", "sentence"}]}
where outcome is "holds", "fails" or "note".`,
    run: async (asked, terminal) => (await import('./verify.ts')).verifyResult(asked, terminal),
  },
  {
    name: 'web',
    takes: [],
    options: {},
    summary: 'Serve pages and the API, as one of several processes of a hub',
    about: `Several of these stand behind a proxy, each with a PORT of its own, and share the database that
DATABASE_URL names; at least one "worker" does the jobs. docs/operating/growing.md says how.

Ends with SIGTERM or SIGINT: requests under way are answered, open pages are told to come back.`,
    run: async (_asked, terminal) => (await import('./run-hub.ts')).runProcess('web', terminal),
  },
  {
    name: 'worker',
    takes: [],
    options: {},
    summary: 'Do the jobs of a hub and what its clock asks for, and serve no page',
    about: `One is enough; of several, each job is done by one, and one of them follows the clock. They share
the database that DATABASE_URL names.

Ends with SIGTERM or SIGINT: jobs under way are done, or given back.`,
    run: async (_asked, terminal) => (await import('./run-hub.ts')).runProcess('worker', terminal),
  },
  {
    name: 'ballot-box',
    takes: [],
    options: {},
    summary: 'Take hidden votes in a process of its own, at an origin of its own',
    about: `Answers at PASSERELLE_BALLOT_ORIGIN: the ballot box, the voter's client and the files of the public
log, and nothing else. It needs no data folder and no secret of the hub; DATABASE_URL names a role
that may do what deploy/postgres/ballot-box.sql grants. docs/operating/apart.md says how.

Ends with SIGTERM or SIGINT: requests under way are answered.`,
    run: async (_asked, terminal) => (await import('./run-hub.ts')).runProcess('ballot-box', terminal),
  },
  {
    name: 'issuer',
    takes: [],
    options: {},
    summary: 'Give credentials for hidden votes in a process of its own',
    about: `Lets people sign in and gives them credentials, and answers nothing else. It has the secret of the
hub; DATABASE_URL names a role that may do what deploy/postgres/issuer.sql grants, and so can read
no ballot. docs/operating/apart.md says how.

Ends with SIGTERM or SIGINT: requests under way are answered.`,
    run: async (_asked, terminal) => (await import('./run-hub.ts')).runProcess('issuer', terminal),
  },
  {
    name: 'bounce',
    takes: [],
    options: { json: JSON_OPTION },
    summary: 'Take a letter that came back, from standard input',
    about: `For a mail server on this machine: one letter, as it came to PASSERELLE_BOUNCE_ADDRESS, on standard
input. In a file .forward or in /etc/aliases:

  "|/srv/passerelle/bounce.sh"

where that script sets the environment of the hub and calls this command. A report that a letter
was refused for good (RFC 3464) is counted; three within thirty days, or one "no such user", end
letters to that account until its owner begins again. A letter whose subject a mail program filled
in to end letters ends them. Anything else does nothing, and is no fault.

With --json {"outcome": "counted", "stopped", "ended" or "nothing"}.`,
    run: async (asked, terminal) => (await import('./bounce.ts')).takeBounce(asked, terminal),
  },
  {
    name: 'keys list',
    takes: [],
    options: { json: JSON_OPTION },
    summary: 'Show the keys with which the hub signed and signs its results',
    about: `Reads the data folder alone (PASSERELLE_DATA). Oldest first; the last one is in use. The hub
publishes the same under /.well-known/passerelle-keys.json.

With --json {"keys": [{"id", "publicKey", "since", "until", "endorsement"}]}.`,
    run: async (asked, terminal) => (await import('./keys.ts')).listKeys(asked, terminal),
  },
  {
    name: 'keys rotate',
    takes: [],
    options: { json: JSON_OPTION },
    summary: 'Make a new key for signing, endorsed by the one in use',
    about: `Works on the data folder alone (PASSERELLE_DATA), with or without a hub that runs on it: the hub
signs with the new key from then on. What the old key signed stays valid. The old key's file
stays too, and is needed no more for signing; keep a copy of keys/ as it is now.

Prints the history as "keys list" does.`,
    run: async (asked, terminal) => (await import('./keys.ts')).rotateKeys(asked, terminal),
  },
  {
    name: 'secret replace',
    takes: [],
    options: { json: JSON_OPTION },
    summary: "Replace the hub's secret, and make anew what it had sealed and tagged",
    about: `Stop the hub first. The new secret is written to keys/hub.key, the old one to keys/hub-before.key;
then addresses, facets, reports and tags of accounts are sealed and tagged anew. Interrupted, it
loses nothing: call "secret renew". Nobody is signed out. What people hold themselves (recovery
codes, passkeys, private links, the cookie of somebody who takes part without an account) goes
on working with the old secret until that is forgotten. Make a copy of keys/ afterwards.

Prints how many rows of each room were made anew; with --json {"renewed": {"<room>": rows}}.`,
    run: async (asked, terminal) => (await import('./secret.ts')).replaceHubSecret(asked, terminal),
  },
  {
    name: 'secret renew',
    takes: [],
    options: { json: JSON_OPTION },
    summary: 'Make anew what older secrets had sealed and tagged',
    about: `The second half of "secret replace", to be called again where that was interrupted, and where the
secret comes from the environment: PASSERELLE_SECRET is the new one, PASSERELLE_OLD_SECRETS names
those before it, newest first. Stop every hub that uses this database first.

Prints what "secret replace" prints.`,
    run: async (asked, terminal) => (await import('./secret.ts')).renewSecrets(asked, terminal),
  },
  {
    name: 'secret forget',
    takes: [],
    options: { json: JSON_OPTION },
    summary: 'Forget secrets that were replaced more than 90 days ago',
    about: `Stop the hub first: what an older secret still sealed or tagged is made anew before it goes. What
hangs on such a secret otherwise is lost to whoever holds it: recovery codes and passkeys of before,
private links, and the cookies of guests who did not come back. Their votes stay.

With --json {"forgotten": how many}.`,
    run: async (asked, terminal) => (await import('./secret.ts')).forgetOldSecrets(asked, terminal),
  },
  ...keepingLog,
  ...movingSpaces,
  ...operating,
  ...witnessing,
]
