import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { countAsked, slotOf, slotTags } from './issuances.ts'
import { digestOf } from './read-issuances.ts'
import { b64 } from './shapes.ts'
import { inTens } from '../rules.ts'

/** Dialogues of other hubs for which this one gives credentials. */
const rowsOf = (db: Reader) =>
  db
    .selectFrom('credential_issuance')
    .selectAll()
    .where('votes_until', 'is not', null)
    .orderBy('opened_on', 'desc')
    .orderBy('dialogue_id')
    .execute()

/** For whoever runs the hub; counts as everybody may know them. */
export async function givenElsewhere(db: Reader) {
  const all: Elsewhere[] = []
  for (const row of await rowsOf(db)) {
    const {
      hub,
      roll,
      issued,
      state,
      closes_on: closes,
      votes_from: opens,
      dialogue_id: id,
      title,
      issued_root: used,
      empty_root: empty,
    } = row
    const asked = issued ?? inTens(await countAsked(db, id))
    const roots = used !== null && empty !== null ? { issuedRoot: used, emptyRoot: empty } : null
    all.push({ ...{ id, hub, title: title ?? '', state, closes, opens, asked, roll, roots }, key: b64(row.key), digest: digestOf(row.key) })
  }
  return all
}
export type Elsewhere = {
  readonly id: string
  readonly hub: string
  readonly title: string
  readonly state: 'running' | 'ended' | 'lapsed'
  readonly closes: string
  readonly opens: string
  readonly asked: number | null
  readonly roll: number
  readonly roots: { readonly issuedRoot: string; readonly emptyRoot: string } | null
  readonly key: string
  readonly digest: string
}

/** Those in which an account has a slot: it asks by copying two texts, for its client is on the other hub. */
export async function ownElsewhere(
  db: Reader,
  keys: Pick<Keys, 'tags'>,
  { account, today }: { readonly account: string; readonly today: string },
) {
  const own: { readonly title: string; readonly hub: string; readonly closes: string; readonly asked: boolean }[] = []
  for (const row of await rowsOf(db)) {
    if (row.state === 'lapsed' || (row.votes_until ?? '') < today) continue
    const slot = await slotOf(db, row.dialogue_id, { tags: slotTags(keys, row.dialogue_id, account), lock: false })
    if (slot !== null) own.push({ title: row.title ?? '', hub: row.hub, closes: row.closes_on, asked: slot.asked !== null })
  }
  return own
}
export type OwnElsewhere = Awaited<ReturnType<typeof ownElsewhere>>
