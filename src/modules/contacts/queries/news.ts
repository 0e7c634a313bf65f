import type { News, NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import { dayAfter } from '../rules.ts'
import { namedNow } from './named.ts'
import { keyIn, type QuestionRow } from './questions.ts'
import { sameKey } from './subjects.ts'

/** When there is something new of it: in the hour after it came, and once more when its day has passed. */
const momentsOf = ({ state, told_from: from, answer_by: by }: QuestionRow) => [
  ...(from === null || state !== 'waiting' ? [] : [{ at: from, late: false }]),
  { at: dayAfter(new Date(by), 1), late: true },
]

/** For those who answer: that a question waits, or is late, with nothing of what it asks, nor of which page. */
export async function newsOf(
  { runner: { db, outside } }: { readonly runner: Runner },
  { owners, since, sorts, urgent }: NewsAsked,
): Promise<readonly News[]> {
  if (urgent === true || !sorts.includes('answer-due')) return []
  const now = outside.now()
  const rows = await db.selectFrom('contact_question').selectAll().where('state', '!=', 'closed').execute()
  const due = rows.flatMap((row) => {
    const newest = momentsOf(row)
      .filter(({ at }) => at > since && at <= now)
      .toSorted((a, b) => b.at.getTime() - a.at.getTime())[0]
    return newest === undefined ? [] : [{ row, ...newest }]
  })
  if (due.length === 0) return []
  const named = await namedNow(db, now)
  return due.flatMap(({ row, at, late }) => {
    const there = named.filter((one) => sameKey(one, keyIn(row))).map(({ person }) => person)
    const told = owners.filter(({ persons, operator }) => (there.length === 0 ? operator : persons.some((one) => there.includes(one))))
    return told.map(({ account }): News => ({
      ...{ account, key: `contact/${row.id}`, sort: 'answer-due', at, path: '/contact/desk' },
      line: (say) => say(late ? 'news.contacts.late' : 'news.contacts.waits'),
    }))
  })
}
