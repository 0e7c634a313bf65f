import type { EditionSection, SessionSection } from '../../../web/manifest.ts'
import { href } from '../../../web/page.ts'
import { PlaceMoment } from '../../../web/time.tsx'
import { gatherings } from '../../gatherings/index.ts'
import { attending } from '../queries/attending.ts'
import { ownOf } from '../queries/own.ts'
import { planOf } from '../queries/plan.ts'
import { linkIsOpen, phaseOf } from '../rules.ts'

/** On the page of an edition: whether one registers now, what became of one’s own place, the agenda. */
export const editionSection: EditionSection = async (kit, page, { id, path, state, zone, organiser }) => {
  const { say, actor } = page
  const { db, outside } = kit.runner
  const plan = await planOf(db, id)
  const own = await ownOf(db, id, actor, outside.keys)
  const phase = plan === null ? null : phaseOf(plan, page.now)
  const mine = own === null || own.otherName ? null : own
  return (
    <section>
      <h2>{say('registration.title')}</h2>
      {plan === null || phase === null || state === 'called-off' ? null : mine === null ? (
        <p class="status">
          <strong>{say(`registration.phase.${phase}`)}</strong>{' '}
          {phase === 'closed' ? null : (
            <>
              {'· '}
              {say(phase === 'before' ? 'registration.opens' : 'registration.closes')}{' '}
              <PlaceMoment page={page} at={phase === 'before' ? plan.opensAt : plan.closesAt} zone={zone} />
            </>
          )}
        </p>
      ) : (
        <p class="status">
          <strong>{say(`registration.state.${mine.state}`)}</strong>
        </p>
      )}
      <p class="actions">
        {plan === null ? null : (
          <a class={phase === 'open' || mine !== null ? 'button' : undefined} href={href(page, `${path}/registration`)}>
            {say(mine === null ? 'registration.register' : 'registration.yours')}
          </a>
        )}
        <a href={href(page, `${path}/agenda`)}>{say('agenda.title')}</a>
        {organiser ? (
          <a href={href(page, `${path}/registration/${plan === null ? 'plan' : 'desk'}`)}>
            {say(plan === null ? 'registration.plan' : 'registration.desk')}
          </a>
        ) : null}
      </p>
    </section>
  )
}

/** On the page of a session, for those who attend: the way into its online room, when it is time. */
export const sessionSection: SessionSection = async (kit, page, { id, editionId }) => {
  const { say, actor } = page
  const { db } = kit.runner
  if ((await attending(db, editionId, actor.person)) === null) return null
  const seen = await gatherings.seenSession(db, { id }, actor)
  const room = seen === null ? null : await gatherings.onlineLinkOf(db, id)
  if (seen === null || room === null || seen.session.phase === 'closed' || seen.session.phase === 'called-off') return null
  return linkIsOpen(seen.session, page.now) ? (
    <p class="actions">
      <a class="button" href={room.link} rel="noreferrer">
        {say('room.enter')}
      </a>
    </p>
  ) : (
    <p class="note">{say('room.later')}</p>
  )
}
