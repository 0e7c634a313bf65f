import { isUuid } from '#base'
import { idsOf, type Publication, type Published, type Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { commitmentCards } from './cards.ts'
import { selectCommitments } from './facts.ts'

const open = (db: Reader) => selectCommitments(db).where('accepted_on', 'is not', null).where('hidden_for', 'is', null)

async function drawn(
  db: Reader,
  rows: readonly { readonly id: string; readonly madeAt: Date }[],
  reading: Reading,
): Promise<readonly Published[]> {
  const cards = await commitmentCards(db, { ids: rows.map(({ id }) => id) }, reading)
  return rows.flatMap(({ id, madeAt }) => {
    const card = cards.find((one) => one.id === id)
    if (card === undefined) return []
    return [
      {
        ...{
          sort: 'commitment',
          id,
          path: card.path,
          title: card.title,
          text: card.text,
          language: card.language,
          at: madeAt,
          starts: null,
        },
        ...{ until: new Date(`${card.dueOn}T23:59:59Z`), checkedOn: card.checkedOn, by: null, open: true },
        subjects: [card.lead, ...card.supporters].map(({ id: body }) => ({ sort: 'body', id: body }) as const),
      },
    ]
  })
}

const scopeOf = ({ scope }: { readonly scope: string }): string => scope

/** Promises that were taken on. */
export const publications: readonly Publication[] = [
  {
    sort: 'commitment',
    label: 'commitments.published',
    async of(db, asked) {
      const bodies = idsOf(asked.subjects, 'body')
      if (asked.subjects !== null && bodies.length === 0) return []
      let select = open(db).orderBy('made_at', 'desc').orderBy('id').limit(asked.most)
      if (asked.subjects !== null)
        select = select.where((where) =>
          where.or([
            where('lead_body', 'in', bodies),
            where(
              'id',
              'in',
              where
                .selectFrom('commitment_supporter')
                .select('commitment_supporter.commitment_id')
                .where('commitment_supporter.body_id', 'in', bodies)
                .where('commitment_supporter.state', '=', 'accepted'),
            ),
          ]),
        )
      if (asked.before !== null) select = select.where('made_at', '<', asked.before)
      return drawn(db, await select.execute(), asked)
    },
    async byIds(db, ids, reading) {
      const known = ids.filter(isUuid)
      return known.length === 0 ? [] : drawn(db, await open(db).where('id', 'in', known).execute(), reading)
    },
    async openAfter(db, after, most) {
      let select = open(db).orderBy('id').limit(most)
      if (after !== null) select = select.where('id', '>', after)
      return (await select.execute()).map(({ id }) => id)
    },
    changedBy: Object.fromEntries(
      ['made', 'accepted', 'edited', 'translated', 'withdrawn', 'merged', 'hidden', 'shown'].map((what) => [
        `commitments.commitment.${what}`,
        scopeOf,
      ]),
    ),
  },
]
