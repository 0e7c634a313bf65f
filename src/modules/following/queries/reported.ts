import { isUuid } from '#base'
import { THE_HUB } from '../../../core/event.ts'
import { CATEGORY_OF, type PublishedRule, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import { RULES } from '../rules.ts'
import type {} from '../tables.ts'

export const publishedRules: readonly PublishedRule[] = RULES.map((code) => ({
  code,
  message: `recipe-rule.${code}`,
  category: CATEGORY_OF[code],
}))

const ADDRESS = /^\/feeds\/([0-9a-f-]{36})$/

const rowsOf = (db: Reader, ids: readonly string[]) =>
  db
    .selectFrom('feed_recipe')
    .select(['id', 'owner_person as owner', 'title', 'language', 'hidden_for as hiddenFor', 'made_on as madeOn', 'ends_on as endsOn'])
    .where('id', 'in', ids.filter(isUuid))
    .execute()

type Row = Awaited<ReturnType<typeof rowsOf>>[number]

async function rowOf(db: Reader, id: string): Promise<Row | null> {
  return isUuid(id) ? ((await rowsOf(db, [id]))[0] ?? null) : null
}

const thingOf = ({ id, title, language, hiddenFor, madeOn }: Row): Thing => ({
  ...{ sort: 'recipe', scope: THE_HUB, subject: id, bodyId: THE_HUB, text: title, language },
  ...{ path: `/feeds/${id}`, place: { text: title, language, path: '/feeds' } },
  ...{ published: hiddenFor === null, rules: publishedRules, writtenAt: new Date(madeOn) },
})

/** Its name is what somebody wrote; what it follows everybody may read. No clock is at hand: one that has ended is still there to report until its row goes. */
export const at: Reportable['at'] = async (db, path) => {
  const [, id = ''] = ADDRESS.exec(path) ?? []
  const row = await rowOf(db, id)
  return row === null || row.hiddenFor !== null ? null : thingOf(row)
}

export const byId: Reportable['byId'] = async (db, { subject }) => {
  const row = await rowOf(db, subject)
  return row === null ? null : thingOf(row)
}

export const isBy: Reportable['isBy'] = async (db, { subject }, { actor }) => {
  const row = actor.account === null ? null : await rowOf(db, subject)
  return row !== null && (await people.accountsOf(db, [row.owner])).get(row.owner) === actor.account
}

export const whichAreBy: Reportable['whichAreBy'] = async (db, ids, { accounts }) => {
  const known = ids.map(({ subject }) => subject).filter(isUuid)
  if (known.length === 0 || accounts.length === 0) return []
  const rows = await rowsOf(db, known)
  const owners = await people.accountsOf(
    db,
    rows.map(({ owner }) => owner),
  )
  return rows.flatMap(({ id, owner }) => {
    const account = owners.get(owner)
    return account === undefined || !accounts.includes(account) ? [] : [{ scope: THE_HUB, subject: id, account }]
  })
}
