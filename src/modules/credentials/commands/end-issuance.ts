import { treeOf } from '#hidden-ballot'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { HiddenPlace, HiddenVoices } from '../../../core/hidden-voices.ts'
import { hubAlone, refuse } from '../../../core/refused.ts'
import { countAsked, issuanceRow, placeOf, type IssuanceRow } from '../queries/issuances.ts'
import { digestOf, madeOf } from '../queries/read-issuances.ts'
import { no } from '../refusals.ts'
import { courseOf, dayIn, votesFrom } from '../rules.ts'

// No route: days do it.
export const endIssuance = (places: readonly HiddenVoices[]) =>
  command({
    name: 'credentials.end-issuance',
    summary: 'Count what was given once its days are over: it ends, goes on for another day where too few asked, or comes to nothing',
    input: z.object({ dialogue: z.uuid() }),
    output: z.object({
      course: z.enum(['runs', 'ends', 'goes-on', 'lapses']),
      issued: z.number().int(),
      issuedRoot: z.string(),
      emptyRoot: z.string(),
    }),
    async facts(tx, { input }) {
      const row = await issuanceRow(tx, input.dialogue, 'update')
      if (row === null) return refuse(no('credential.missing'))
      return { row, place: (await placeOf(places, tx, input.dialogue))?.place ?? null, asked: await countAsked(tx, input.dialogue) }
    },
    may: ({ actor }) => hubAlone(actor),
    async run(tx, { facts: { row, place, asked }, now }) {
      const course = row.state !== 'running' ? 'runs' : courseHere(row, { place, asked, now })
      const nothing = { issued: 0, issuedRoot: '', emptyRoot: '' }
      const change = (values: Partial<Omit<typeof row, 'other_issuer'>>) =>
        tx.updateTable('credential_issuance').set(values).where('dialogue_id', '=', row.dialogue_id).execute()
      if (course === 'lapses') await change({ state: 'lapsed' })
      if (course === 'goes-on' && place !== null) {
        const today = dayIn(now)
        await change({ closes_on: today, votes_from: votesFrom(today, place.opensAt) })
      }
      if (course !== 'ends') return { course, ...nothing }
      const { issued, empty } = await madeOf(tx, row.dialogue_id)
      const roots = { issuedRoot: treeOf(issued).root, emptyRoot: treeOf(empty).root }
      await change({ state: 'ended', issued: issued.length, issued_root: roots.issuedRoot, empty_root: roots.emptyRoot })
      return { course, issued: issued.length, ...roots }
    },
    tell({ input: { dialogue }, facts: { row }, result: { course, ...counted } }) {
      const told = { scope: dialogue, subject: dialogue, visibility: 'public' as const }
      if (course === 'lapses') return [{ ...told, kind: 'credentials.issuance.lapsed', data: { least: row.least } }]
      if (course !== 'ends') return []
      const data = { digest: digestOf(row.key), roll: row.roll, ...counted, votingOpens: row.votes_from }
      return [{ ...told, kind: 'credentials.issuance.ended', data }]
    },
  })

type Now = { readonly place: HiddenPlace | null; readonly asked: number; readonly now: Date }

/** Of what is held on another hub the days are as they were agreed on: it is that hub which waits, or does not. */
function courseHere(row: IssuanceRow, { place, asked, now }: Now) {
  const running = { state: row.state, closesOn: row.closes_on, least: row.least }
  if (row.votes_until !== null) return dayIn(now) <= row.closes_on ? 'runs' : asked >= row.least ? 'ends' : 'lapses'
  return place === null ? 'lapses' : courseOf(running, asked, { now, closesAt: place.closesAt })
}
