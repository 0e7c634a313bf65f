import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { communities } from '../../communities/index.ts'
import { mayAnswer } from '../policy.ts'
import { heldMirror, sideOf } from '../queries/here.ts'
import { versionsOf, type MirrorRow } from '../queries/rows.ts'
import * as shapes from '../queries/shapes.ts'
import type { Version } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayFits, dayIn, mayHold, readableFits } from '../rules.ts'
import { balance, quietly } from './balance-facilitators.ts'

/** A yes to the very words that the other side has said yes to: then the space opens, or what was changed holds. */
export const answerVersion = command({
  name: 'mirrors.answer-version',
  summary:
    'For stewards of the side that is asked: say yes to a version, or no. With the first yes of both to the same words the space opens',
  route: 'PUT /communities/{community}/mirrors/{mirror}/versions/{number}/answer',
  limit: 'write',
  input: shapes.at.extend({
    number: z.coerce.number().int().min(1).max(10_000),
    agrees: z.boolean(),
    text: shapes.words.optional().describe('In words of one’s own; the other side reads it'),
    language: shapes.language.optional(),
  }),
  output: z.object({ state: shapes.state, space: z.uuid().nullable() }),
  async facts(tx, { input, ...reading }) {
    const held = await heldMirror(tx, reading, input)
    const versions = (await versionsOf(tx, [held.row])).get(input.mirror) ?? []
    const elsewhere = await communities.accountIn(tx, reading, held.other.id)
    const both = [await sideOf(tx, held.sides[0]), await sideOf(tx, held.sides[1])] as const
    return {
      ...held,
      both,
      version: versions.find(({ number }) => number === input.number) ?? null,
      forBoth: elsewhere?.role === 'steward',
    }
  },
  may: ({ input, now, facts: { here, row, sides, both, version, forBoth } }) =>
    all(
      mayAnswer(
        {
          asking: here.asking,
          version: version === null ? null : { state: version.state, answerBy: version.answerBy, ours: version.by === input.community },
          decidesForBoth: forBoth,
        },
        dayIn(now),
        input.agrees,
      ),
      row.state === 'proposed' || row.state === 'open' ? yes : no('mirror.over'),
      !input.agrees || version === null
        ? yes
        : all(
            version.missing.length > 0 ? no('mirror.languages-missing') : yes,
            row.state === 'proposed' ? mayHold(both) : yes,
            dayFits(version.dueOn, now),
            readableFits(
              version.readable,
              sides.map(({ readable }) => readable),
            ),
          ),
    ),
  async run(tx, { input, now, outside, facts: { row, version } }) {
    await tx
      .updateTable('mirror_version')
      .set({
        ...{ state: input.agrees ? 'agreed' : 'declined', answered_at: now },
        ...{ answer: input.text ?? null, answer_language: input.text === undefined ? null : (input.language ?? 'und') },
      })
      .where('mirror_id', '=', input.mirror)
      .where('number', '=', input.number)
      .execute()
    if (input.agrees && version !== null) return agree(tx, outside, { row, version, now })
    if (row.state === 'proposed')
      await tx.updateTable('mirror').set({ state: 'declined', settled_at: now }).where('id', '=', input.mirror).execute()
    return { state: row.state === 'proposed' ? ('declined' as const) : row.state, space: row.space_id }
  },
  tell: ({ input, facts: { row }, result }) => [
    quietly(input.agrees ? 'mirrors.version.agreed' : 'mirrors.version.declined', input.community, input.mirror),
    ...(result.space === null || !input.agrees
      ? []
      : [row.space_id === null ? communities.jointly.told.founded(result.space) : communities.jointly.told.edited(result.space)]),
  ],
})

async function agree(
  tx: Tx,
  outside: Outside,
  { row, version, now }: { readonly row: MirrorRow; readonly version: Version; readonly now: Date },
) {
  const { languages, readable } = version
  // The original stands first: it is what is shown to whoever reads none of the languages.
  const texts = version.texts
    .toSorted((a, b) => Number(b.original) - Number(a.original))
    .map(({ language, name, sentence }) => ({ language, name, summary: sentence }))
  if (row.space_id !== null) {
    await communities.jointly.change(tx, { space: row.space_id, texts, languages, readable })
    return { state: row.state, space: row.space_id }
  }
  const made = await communities.jointly.found(tx, outside, { holders: [row.from_id, row.to_id], texts, languages, readable, now })
  const { id: space } = made ?? refuse(no('mirror.missing'))
  const open = { state: 'open' as const, space_id: space, opened_on: dayIn(now) }
  await tx.updateTable('mirror').set(open).where('id', '=', row.id).execute()
  // Nobody looks after it yet: from today on both have their days to name somebody.
  await balance(tx, { ...row, ...open }, now)
  return { state: open.state, space }
}
