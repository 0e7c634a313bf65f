import type { CommandLine, Option } from './asked.ts'

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
  groups          [{id, size, participants}]; empty where there are none
  noGroups        null, or why there are none: "not-enough-participants",
                  "not-enough-statements", "no-clear-groups"
  silhouette      how clear the groups are, -1 to 1; null where none were computed
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
    extremity     length of the statement's own position, or null
    priority      weight with which it would be served next
  representative  {"<group>": [{statement, side, n, trials, p, pTest, ratio, ratioTest, bestAgree}]}
  majority        {agree: [..], disagree: [..]}: {statement, n, trials, p, pTest} each
  inputRoot       root of the Merkle tree over statements and final votes (SHA-256)
  source          {votesFrom, voteEvents}: the file, and how many votes it holds
  certificate     SHA-256 of all of the above as the engine gave it: without source, and with
                  divisivenessDetail under the name divisiveness

Numbers are null where there is nothing to compute them from.`

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
    name: 'export dialogue',
    takes: ['<id or address>', '<folder>'],
    options: { force: { takes: null, meaning: 'replace files that are there' }, json: JSON_OPTION },
    summary: "Write a dialogue's statements and votes in the form that Polis exports",
    about: `<id or address> is the dialogue's id, or the last part of the address of its page.

Writes comments.csv, votes.csv, participants-votes.csv and summary.csv, as far as the rules of
the dialogue allow: votes one by one only where it publishes them, and nothing while fewer than
ten people took part. What is left out is named with its reason on standard error. The folder
is made when it is not there; files in it are not replaced unless --force is given.

The files are for programs. Whoever opens them with a spreadsheet imports all columns as text:
a statement that begins with = may else be run as a formula.

Prints the files that were written; with --json
  {"id", "slug", "address", "folder", "written": [..], "leftOut": [{"file", "why"}]}.`,
    run: async (asked, terminal) => (await import('./export-dialogue.ts')).exportDialogue(asked, terminal),
  },
]
