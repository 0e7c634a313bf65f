import { checkStanding, electionFile, keyDigest, readStanding, talliesFile, type Tally } from '#hidden-ballot'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { HiddenVoices } from '../../../core/hidden-voices.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { choiceOf, dayIn, isGivenOut, takesVotes, votesUntil } from '../rules.ts'
import { batchesOf, demandBox, electionIssuers, highestOf, isRegistered, named, standingOf, type Box } from './boxes.ts'
import { ballotIn } from './waiting.ts'

const statement = z.object({ number: z.number().int(), text: z.string(), language: z.string() })
/** A form of `#hidden-ballot`, byte for byte as it lies: what programs read it checks it. */
const file = z.record(z.string(), z.unknown())
const ballotBox = z.object({
  electorates: z.array(z.unknown()),
  votingOpens: z.iso.date(),
  votingCloses: z.iso.date(),
  open: z.boolean().describe('Votes are taken now'),
  languages: z.array(z.string()),
  statements: z.array(statement).describe('Those that may be voted on'),
  batches: z.number().int(),
})

export const readBox = (places: readonly HiddenVoices[]) =>
  query({
    name: 'ballots.read',
    summary:
      'A ballot box: whose credentials it takes, when, and what is voted on. Nobody is known here; cookies and tokens are not looked at',
    route: 'GET /ballots/{dialogue}',
    input: z.object({ dialogue: named }),
    output: ballotBox,
    async read(db, { input, now }) {
      const { box, place, voices } = await demandBox(places, db, { id: input.dialogue })
      return {
        electorates: [box.electorate],
        votingOpens: box.votesFrom ?? dayIn(place.opensAt),
        votingCloses: dayIn(votesUntil(place)),
        open: takesVotes(box, place, now).ok,
        languages: [...place.languages],
        statements: [...(await voices.statementsOf(db, box.id))],
        batches: (await batchesOf(db, box.id)).length,
      }
    },
  })

const TEXT = new TextDecoder()
const parsed = (bytes: Uint8Array) => file.parse(JSON.parse(TEXT.decode(bytes)))

export async function electionOf(db: Reader, box: Box): Promise<Uint8Array> {
  const { bytes } = electionFile({
    ...{ hub: box.electorate.hub, dialogue: box.id, least: box.least },
    electorates: [{ class: box.electorate.class, issuers: electionIssuers(box, keyDigest) }],
    batches: await batchesOf(db, box.id),
    ...{ registered: box.registered, voted: box.voted, closed: box.closed },
  })
  return bytes
}

export const readElection = (places: readonly HiddenVoices[]) =>
  query({
    name: 'ballots.election',
    summary: 'The file election.json: roll, credentials, batches and counts, with which everything about a ballot box can be checked again',
    route: 'GET /ballots/{dialogue}/election',
    input: z.object({ dialogue: named }),
    output: file,
    async read(db, { input }) {
      const { box } = await demandBox(places, db, { id: input.dialogue })
      if (box.votesFrom === null) return refuse(no('ballot.not-open'))
      return parsed(await electionOf(db, box))
    },
  })

export const readBatch = (places: readonly HiddenVoices[]) =>
  query({
    name: 'ballots.batch',
    summary: 'A batch as it was opened, byte for byte. Given out after the end, where enough people voted',
    route: 'GET /ballots/{dialogue}/batches/{number}',
    input: z.object({
      dialogue: named,
      number: z.coerce
        .number()
        .int()
        .positive()
        .max(2 ** 31 - 1),
    }),
    output: file,
    async read(db, { input }) {
      const { box } = await demandBox(places, db, { id: input.dialogue })
      if (!isGivenOut(box)) return refuse(no('ballot.kept', { least: box.least }))
      const row = await db
        .selectFrom('ballot_batch')
        .select('content')
        .where('dialogue_id', '=', box.id)
        .where('number', '=', input.number)
        .executeTakeFirst()
      return row === undefined ? refuse(no('ballot.missing')) : parsed(row.content)
    },
  })

export async function talliesOf(db: Reader, id: string): Promise<readonly Tally[]> {
  const rows = await db
    .selectFrom('ballot_vote')
    .select(['statement'])
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('value', '=', 1).as('agree'),
      eb.fn.countAll<number>().filterWhere('value', '=', -1).as('disagree'),
      eb.fn.countAll<number>().filterWhere('value', '=', 0).as('pass'),
      eb.fn.countAll<number>().filterWhere('important', '=', true).as('important'),
    ])
    .where('dialogue_id', '=', id)
    .groupBy('statement')
    .orderBy('statement')
    .execute()
  return rows
}

export const readTallies = (places: readonly HiddenVoices[]) =>
  query({
    name: 'ballots.tallies',
    summary: 'The file tallies.json: how the votes that count add up. Given out as batches are',
    route: 'GET /ballots/{dialogue}/tallies',
    input: z.object({ dialogue: named }),
    output: file,
    async read(db, { input }) {
      const { box } = await demandBox(places, db, { id: input.dialogue })
      if (!isGivenOut(box)) return refuse(no('ballot.kept', { least: box.least }))
      return parsed(talliesFile(await talliesOf(db, box.id)).bytes)
    },
  })

const choice = z.enum(['agree', 'disagree', 'pass'])
const answer = z.object({
  registered: z.boolean(),
  seq: z.number().int(),
  muted: z.boolean(),
  reasons: z.string().nullable().describe('The rule for which this key may write no more statements'),
  votes: z.array(z.object({ statement: z.number().int(), choice, important: z.boolean() })),
})

export const readVoterStanding = (places: readonly HiddenVoices[]) =>
  query({
    name: 'ballots.standing',
    summary: 'What the box has from a key, for whoever holds the key and signs the question',
    route: 'POST /ballots/{dialogue}/standing',
    input: z.looseObject({ dialogue: named }),
    output: answer,
    async read(db, { input: { dialogue, ...asked } }) {
      const { box } = await demandBox(places, db, { id: dialogue })
      const question = readStanding(asked)
      if (!question.ok) return refuse(no('ballot.malformed'))
      if ((await checkStanding(box.electorate, question.value)) !== null) return refuse(no('ballot.signature'))
      const standing = await standingOf(db, box.id, question.value.voter)
      const votes = new Map(standing.votes.map(({ statement: of, value, important }) => [of, { choice: choiceOf(value), important }]))
      for (const { sort, content } of standing.waiting) {
        if (sort !== 'vote') continue
        const { statement: of, choice: chosen, important } = ballotIn(content)
        votes.set(of, { choice: chosen, important })
      }
      return {
        registered: isRegistered(standing),
        seq: highestOf(standing),
        muted: standing.row?.muted_for != null,
        reasons: standing.row?.muted_for ?? null,
        votes: [...votes].map(([of, vote]) => ({ statement: of, ...vote })).toSorted((one, other) => one.statement - other.statement),
      }
    },
  })
