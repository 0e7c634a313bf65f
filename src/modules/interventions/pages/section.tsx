import type { SessionSection } from '../../../web/manifest.ts'
import { href } from '../../../web/page.ts'
import { gatherings } from '../../gatherings/index.ts'
import { numbersOf } from '../queries/list.ts'

/** On the page of a session: how much was said, and where to read it; before it begins, the kit for tables without a screen. */
export const sessionSection: SessionSection = async (kit, page, { id, path }) => {
  const { say } = page
  const session = await gatherings.sessionById(kit.runner.db, id, say.locale)
  if (session === null || session.phase === 'draft' || session.phase === 'called-off') return null
  const { standing, withdrawn } = await numbersOf(kit.runner.db, id)
  const kitLink = (
    <p>
      <a href={href(page, `${path}/kit`)}>{say('session-kit.title')}</a>
    </p>
  )
  if (session.phase === 'before' && standing + withdrawn === 0) return kitLink
  return (
    <section>
      <h2>{say('interventions.title')}</h2>
      <p>{say('interventions.count', { count: standing })}</p>
      <p class="actions">
        <a class="button quiet" href={href(page, `${path}/interventions`)}>
          {say('interventions.read')}
        </a>
      </p>
      {session.phase === 'closed' ? null : kitLink}
    </section>
  )
}
