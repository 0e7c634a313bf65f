import type { Child } from 'hono/jsx'
import { InLanguage } from '../../../web/layout.tsx'
import type { Kit } from '../../../web/manifest.ts'
import { href, type Page } from '../../../web/page.ts'
import { announcedEditions, editionsOfBody } from '../queries/editions.ts'
import { runningSessions } from '../queries/sessions.ts'
import { EditionCards, EditionState, SessionPhase, SessionTitle } from '../views/pieces.tsx'
import { nextOf } from '../views/summits.tsx'

/** On the hub's first page: the session that runs now, and the edition that comes next. */
export async function front(kit: Kit, page: Page): Promise<Child> {
  const { say } = page
  const { db } = kit.runner
  const editions = await announcedEditions(db, say.locale)
  if (editions.length === 0) return null
  const running = await runningSessions(db, say.locale)
  const next = nextOf(editions, page.now.toISOString().slice(0, 10))
  return (
    <section>
      <h2>{say('front.summit')}</h2>
      {running.map((session) => (
        <p class="card">
          <SessionPhase page={page} session={session} />
          <a href={href(page, session.path)}>
            <SessionTitle page={page} session={session} />
          </a>
        </p>
      ))}
      {next === undefined ? null : (
        <div class="card">
          <h3>
            <a href={href(page, next.path)}>
              <InLanguage language={next.language}>{next.name}</InLanguage>
            </a>
          </h3>
          <EditionState page={page} edition={next} />
        </div>
      )}
      <p>
        <a href={href(page, '/summits')}>{say('front.summits')}</a>
      </p>
    </section>
  )
}

/** On a body's page: the editions that it hosts. */
export async function bodySection(kit: Kit, page: Page, bodyId: string): Promise<Child> {
  const editions = (await editionsOfBody(kit.runner.db, bodyId, page.say.locale)).filter(({ state }) => state !== 'draft')
  if (editions.length === 0) return null
  return (
    <section>
      <h2>{page.say('summits.title')}</h2>
      <EditionCards page={page} editions={editions} />
    </section>
  )
}
