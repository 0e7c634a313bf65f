import { newsOfEach, type News, type NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import { organisations } from '../../organisations/index.ts'
import { entriesOf } from './entries.ts'
import { dueFrom, staleFrom } from '../rules.ts'

/** For stewards: a year after the last look, and again half a year later, what stands in the directory wants to be looked at. */
export async function newsOf(
  { runner }: { readonly runner: Runner },
  { owners, since, sorts, urgent }: NewsAsked,
): Promise<readonly News[]> {
  if (urgent === true || !sorts.includes('answer-due')) return []
  const { db, outside } = runner
  const holders = await organisations.holdersAmong(
    db,
    owners.flatMap(({ persons }) => persons),
  )
  const now = outside.now()
  return newsOfEach(
    owners.filter(({ persons }) => persons.some((person) => holders.has(person))),
    async ({ account, persons }) => {
      const tended = (await Promise.all(persons.map((person) => organisations.bodiesWhere(db, person, 'steward', 'en')))).flat()
      const bodies = new Map(tended.map((body) => [body.id, body]))
      const entries = await entriesOf(db, [...bodies.keys()])
      return [...bodies.values()].flatMap((body): News[] => {
        const checkedOn = entries.get(body.id)?.checkedOn
        const days = checkedOn === undefined ? [] : [dueFrom(checkedOn), staleFrom(checkedOn)]
        const at = days.findLast((day) => day <= now)
        if (at === undefined || at <= since) return []
        return [
          {
            ...{ account, key: `directory/${body.id}`, at, sort: 'answer-due', path: `/bodies/${encodeURIComponent(body.slug)}` },
            line: (say) => say('directory.news.due'),
            about: { text: body.name, language: body.language },
          },
        ]
      })
    },
  )
}
