import { isUuid } from '#base'
import type { Actor } from '../../../core/actor.ts'
import { THE_HUB } from '../../../core/event.ts'
import type { Reading } from '../../../core/published.ts'
import { CATEGORY_OF, type PublishedRule, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import { RULES } from '../rules.ts'
import { mergersOf } from './mergers.ts'
import { tiesOf } from './ties.ts'
import { wordsRow, type WordsOf, type WordsRow } from './words.ts'

export const publishedRules: readonly PublishedRule[] = RULES.map((code) => ({
  code,
  message: `tie-rule.${code}`,
  category: CATEGORY_OF[code],
}))

const ADDRESS = /^\/communities\/([a-z0-9-]{1,80})\/(tie|merger)s\/([0-9a-f-]{36})$/
/** What is asked of a membership does not hang on the hour. */
const ANY_TIME = new Date(0)
const readingOf = (actor: Actor, outside: Reading['outside']): Reading => ({ actor, outside, now: ANY_TIME })
const UNKNOWN = { text: '…', language: 'und', path: '/communities' } as const

const thingOf = async (db: Reader, row: WordsRow, seen: SeenCommunity | null): Promise<Thing> => ({
  ...{ sort: row.sort, scope: row.scope, subject: row.id, language: row.language, text: row.texts.join('\n\n') },
  bodyId: (await communities.bodyBehind(db, row.scope)) ?? THE_HUB,
  path: seen === null ? UNKNOWN.path : `${seen.path}/${row.sort}s/${row.id}`,
  place: seen === null ? UNKNOWN : { text: seen.name, language: seen.language, path: `${seen.path}/ties` },
  ...{ published: row.hiddenFor === null, rules: publishedRules, writtenAt: row.at },
})

export type WordsReported = Pick<Reportable, 'at' | 'byId' | 'isBy' | 'whichAreBy'>

/** Whoever reads it may report it: everybody what stands, stewards what was proposed to them. */
export const wordsReported = (sort: WordsOf): WordsReported => ({
  async at(db, path, actor, outside) {
    const [, slug = '', of = '', id = ''] = ADDRESS.exec(path) ?? []
    if (of !== sort) return null
    const reading = readingOf(actor, outside)
    const seen = await communities.seen(db, reading, { slug })
    if (seen === null) return null
    const known = await (sort === 'tie' ? tiesOf : mergersOf)(db, reading, seen)
    const row = known.some((one) => one.id === id && one.said !== null) ? await wordsRow(db, { sort, id }) : null
    return row === null ? null : thingOf(db, row, seen)
  },
  /** For whoever decides, who need not know the two: of a community that is not theirs to know, its name is not in what they read. */
  async byId(db, { subject }, actor, outside) {
    const row = await wordsRow(db, { sort, id: subject })
    if (row === null) return null
    const seen = await communities.seenAmong(db, readingOf(actor, outside), [row.scope, row.other])
    return thingOf(db, row, seen.get(row.scope) ?? seen.get(row.other) ?? null)
  },
  /** Who wrote them stands nowhere: the stewards of both answer for them, and decide nothing about them. */
  async isBy(db, { subject }, { actor, outside }) {
    const row = actor.account === null ? null : await wordsRow(db, { sort, id: subject })
    if (row === null) return false
    const reading = readingOf(actor, outside)
    const roles = [await communities.accountIn(db, reading, row.scope), await communities.accountIn(db, reading, row.other)]
    return roles.some((me) => me?.role === 'steward')
  },
  async whichAreBy(db, ids, { accounts, outside }) {
    const found: { scope: string; subject: string; account: string }[] = []
    for (const { scope, subject } of ids) {
      const row = isUuid(scope) ? await wordsRow(db, { sort, id: subject }) : null
      if (row === null) continue
      const led = new Set<string>()
      for (const community of [row.scope, row.other])
        for (const [account, { role }] of await communities.membersAmong(db, outside.keys, community, accounts))
          if (role === 'steward') led.add(account)
      found.push(...[...led].map((account) => ({ scope, subject, account })))
    }
    return found
  },
})
