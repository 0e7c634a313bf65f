import { dayIn } from '#base'
import { newsOfEach, type News, type NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import { gatherings } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { DUE_DAYS } from '../rules.ts'
import { askingDocuments } from './documents.ts'
import { askedBodies, currentArticles, endorsementsOf } from './endorsements.ts'

const DAY_MS = 86_400_000

type Due = { readonly document: string; readonly path: string; readonly at: Date; readonly owed: readonly string[] }

/** Which bodies were asked to endorse and have said nothing: some days before the last one. */
export async function newsOf({ runner }: { readonly runner: Runner }, { owners, since, sorts }: NewsAsked): Promise<readonly News[]> {
  const due = sorts.includes('answer-due') ? await dueNow(runner, since) : []
  if (due.length === 0) return []
  const holders = await organisations.holdersAmong(
    runner.db,
    owners.flatMap(({ persons }) => persons),
  )
  const conveners = owners.filter(({ persons }) => persons.some((person) => holders.has(person)))
  return newsOfEach(conveners, async ({ account, persons }): Promise<readonly News[]> => {
    const bodies = (await Promise.all(persons.map((person) => organisations.bodiesWhere(runner.db, person, 'convener', 'en')))).flat()
    return due
      .filter(({ owed }) => owed.some((id) => bodies.some((body) => body.id === id)))
      .map(({ document, path, at }) => ({
        ...{ account, key: `outcome-endorsement/${document}`, sort: 'answer-due', at, path },
        line: (say) => say('news.outcomes.endorsement-due'),
      }))
  })
}

async function dueNow({ db, outside }: Runner, since: Date): Promise<readonly Due[]> {
  const now = outside.now()
  const due: Due[] = []
  for (const document of await askingDocuments(db)) {
    const { endorseUntil } = document
    const edition = endorseUntil === null ? null : await gatherings.editionById(db, document.editionId, 'en')
    if (endorseUntil === null || edition === null || dayIn(now, edition.zone) > endorseUntil) continue
    const released = await currentArticles(db, document)
    const asked = await askedAt(db, document)
    const at = new Date(Math.max(asked.at.getTime(), new Date(endorseUntil).getTime() - DUE_DAYS * DAY_MS))
    if (released === null || at <= since || at > now) continue
    const said = new Set((await endorsementsOf(db, document)).map(({ body }) => body))
    due.push({ document: document.id, path: `${edition.path}/outcome/endorse`, at, owed: asked.bodies.filter((body) => !said.has(body)) })
  }
  return due
}

async function askedAt(db: Runner['db'], document: { readonly editionId: string; readonly id: string }) {
  const rows = await db
    .selectFrom('outcome_asked')
    .select('asked_at')
    .where('edition_id', '=', document.editionId)
    .where('document_id', '=', document.id)
    .execute()
  return { at: new Date(Math.max(0, ...rows.map((row) => row.asked_at.getTime()))), bodies: await askedBodies(db, document) }
}
