import { jcs } from '#base'
import { checkVote, readVotes, type Ballot } from '#hidden-ballot'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { HiddenVoices } from '../../../core/hidden-voices.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { demandBox, highestOf, isRegistered, named, standingOf, type Found } from '../queries/boxes.ts'
import { no } from '../refusals.ts'
import { isNext, MOST, takesVotes } from '../rules.ts'

export const castBallots = (places: readonly HiddenVoices[]) =>
  command({
    name: 'ballots.cast',
    summary:
      'Cast votes that a registered key signed; of a key’s votes on a statement the one with the highest number in its sequence counts',
    route: 'POST /ballots/{dialogue}/votes',
    uncounted: true,
    input: z.looseObject({ dialogue: named }),
    output: z.object({ taken: z.number().int().describe('So many of them are new') }),
    async facts(tx, { input: { dialogue, ...asked } }) {
      const votes = readVotes(asked)
      if (!votes.ok) return refuse(no('ballot.malformed'))
      const found = await demandBox(places, tx, { id: dialogue, lock: 'share' })
      if (votes.value.class !== found.box.electorate.class) return refuse(no('ballot.malformed'))
      return { ...found, votes: votes.value.votes }
    },
    may: ({ facts: { box, place }, now }) => takesVotes(box, place, now),
    async run(tx, { facts: { votes, ...found } }) {
      const known = new Set((await found.voices.statementsOf(tx, found.box.id)).map(({ number }) => number))
      if (votes.some(({ statement }) => !known.has(statement))) return refuse(no('ballot.statement-missing'))
      let taken = 0
      for (const [voter, own] of Map.groupBy(votes, (vote) => vote.voter)) {
        for (const vote of own) if ((await checkVote(found.box.electorate, vote)) !== null) return refuse(no('ballot.signature'))
        taken += await take(tx, found, { voter, own })
      }
      return { taken }
    },
    // Tells nothing: a row among others would say when a key voted; the batch tells of all of them.
    tell: () => [],
  })

/** A vote waits in the place of an older one of the same key on the same statement. Kept in the order of statements, so that no two wait for each other. */
async function take(tx: Tx, { box }: Found, { voter, own }: { readonly voter: string; readonly own: readonly Omit<Ballot, 'class'>[] }) {
  const standing = await standingOf(tx, box.id, voter)
  if (!isRegistered(standing)) return refuse(no('ballot.not-registered'))
  const highest = highestOf(standing)
  if (own.some(({ seq }) => !isNext(seq, highest))) return refuse(no('ballot.malformed'))
  if ((standing.row?.entries ?? 0) + own.length > MOST.entries) return refuse(no('ballot.too-many'))
  const last = new Map(standing.votes.map(({ statement, seq }) => [statement, seq]))
  for (const { sort, place, seq } of standing.waiting) if (sort === 'vote') last.set(place, Math.max(seq, last.get(place) ?? 0))
  const newest = new Map<number, Omit<Ballot, 'class'>>()
  for (const vote of own)
    if (vote.seq > Math.max(last.get(vote.statement) ?? 0, newest.get(vote.statement)?.seq ?? 0)) newest.set(vote.statement, vote)
  const rows = [...newest.values()]
    .toSorted((one, other) => one.statement - other.statement)
    .map((vote) => ({
      ...{ dialogue_id: box.id, voter, sort: 'vote' as const, place: vote.statement, seq: vote.seq },
      content: jcs({ class: box.electorate.class, ...vote }),
    }))
  if (rows.length === 0) return 0
  await tx
    .insertInto('ballot_waiting')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['dialogue_id', 'voter', 'sort', 'place'])
        .doUpdateSet((eb) => ({ seq: eb.ref('excluded.seq'), content: eb.ref('excluded.content') }))
        .whereRef('ballot_waiting.seq', '<', 'excluded.seq'),
    )
    .execute()
  return rows.length
}
