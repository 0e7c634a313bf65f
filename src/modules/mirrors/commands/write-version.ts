import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { sentId } from '../../../core/sending.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayDecide } from '../policy.ts'
import { heldMirror } from '../queries/here.ts'
import * as shapes from '../queries/shapes.ts'
import type { VersionIn } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { ANSWER_DAYS, dayFits, daysAfter, fitsItsLanguages, readableFits } from '../rules.ts'
import type { Readable } from '../tables.ts'
import { quietly } from './balance-facilitators.ts'

const marked = (wanted: VersionIn) => wanted.texts.map((text) => ({ ...text, original: text.language === wanted.original }))

/** Whether the words fit the space; not yet whether they are all there. */
export const versionFits = (wanted: VersionIn, both: readonly Readable[], now: Date) =>
  all(
    fitsItsLanguages({ languages: wanted.languages, texts: marked(wanted) }),
    dayFits(wanted.dueOn, now),
    readableFits(wanted.readable, both),
  )

export type Written = {
  readonly mirror: string
  readonly id: string
  readonly number: number
  readonly byFrom: boolean
  readonly why: { readonly text: string; readonly language: string } | null
  readonly now: Date
}

export async function putVersion(tx: Tx, wanted: VersionIn, { mirror, id, number, byFrom, why, now }: Written): Promise<void> {
  await tx
    .insertInto('mirror_version')
    .values({
      ...{ mirror_id: mirror, number, id, by_from: byFrom, languages: [...new Set(wanted.languages)], readable: wanted.readable },
      ...{ due: wanted.due, due_on: wanted.dueOn, state: 'waiting', why: why?.text ?? null, why_language: why?.language ?? null },
      ...{ answer: null, answer_language: null, proposed_at: now, answer_by: daysAfter(now, ANSWER_DAYS), answered_at: null },
    })
    .execute()
  const texts = [...new Map(marked(wanted).map((text) => [text.language, text])).values()]
  await tx
    .insertInto('mirror_text')
    .values(texts.map((text, position) => ({ mirror_id: mirror, number, position, ...text })))
    .execute()
}

/** The side that writes it has said yes to it. What waited before is over: a yes is always one to the newest words. */
export const writeVersion = command({
  name: 'mirrors.write-version',
  summary:
    'For stewards of either side: ask for a change of what both agree on (name, sentence, joint rules, languages, the day), in words that hold once the other side says yes to them',
  route: 'POST /communities/{community}/mirrors/{mirror}/versions',
  limit: 'write',
  input: shapes.at.extend({
    sending: shapes.sending,
    ...shapes.versionIn.shape,
    why: shapes.words.describe('Why it should change'),
    whyLanguage: shapes.language,
  }),
  output: z.object({ number: z.number().int() }),
  async facts(tx, { input, ...reading }) {
    const held = await heldMirror(tx, reading, input)
    const id = sentId(reading.outside.keys, 'mirror-version', input.mirror, held.here.community.me?.member ?? '', input.sending)
    const rows = await tx.selectFrom('mirror_version').select(['id', 'number']).where('mirror_id', '=', input.mirror).execute()
    const sent = rows.find((row) => row.id === id)?.number ?? null
    return { ...held, id, sent, next: Math.max(0, ...rows.map(({ number }) => number)) + 1 }
  },
  may: ({ input, now, facts: { here, row, sides, other, sent } }) =>
    all(
      mayDecide(here.asking),
      other.state === 'ended' ? no('mirror.community-ended') : yes,
      row.state === 'proposed' || row.state === 'open' ? yes : no('mirror.over'),
      sent !== null
        ? yes
        : versionFits(
            input,
            sides.map(({ readable }) => readable),
            now,
          ),
    ),
  async run(tx, { input, now, facts: { ofFrom, id, sent, next } }) {
    if (sent !== null) return { number: sent }
    await tx
      .updateTable('mirror_version')
      .set({ state: 'replaced' })
      .where('mirror_id', '=', input.mirror)
      .where('state', '=', 'waiting')
      .execute()
    const why = { text: input.why, language: input.whyLanguage }
    await putVersion(tx, input, { mirror: input.mirror, id, number: next, byFrom: ofFrom, why, now })
    return { number: next }
  },
  tell: ({ input, facts: { sent } }) => (sent !== null ? [] : [quietly('mirrors.version.written', input.community, input.mirror)]),
})
