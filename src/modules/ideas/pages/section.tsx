import { InLanguage } from '../../../web/layout.tsx'
import type { SessionSection } from '../../../web/manifest.ts'
import { href } from '../../../web/page.ts'
import { Moment } from '../../../web/time.tsx'
import { gatherings } from '../../gatherings/index.ts'
import { mayCall } from '../policy.ts'
import { callOf } from '../queries/call.ts'
import { ideasOf } from '../queries/list.ts'
import { numbersIn } from '../queries/rows.ts'
import { phaseOf } from '../rules.ts'
import { NumbersLine } from '../views/pieces.tsx'

/** On the page of a session: the call, or the way to make one, for those who may. */
export const sessionSection: SessionSection = async (kit, page, { id, path }) => {
  const { say } = page
  const { db } = kit.runner
  const call = await callOf(db, id, say.locale)
  if (call === null) {
    const seen = await gatherings.seenSession(db, { id }, page.actor)
    if (seen === null || !mayCall({ actor: page.actor, parts: seen.parts, calledOff: seen.session.state === 'called-off' }).ok) return null
    return (
      <p>
        <a href={href(page, `${path}/ideas/call`)}>{say('ideas.call.open')}</a>
      </p>
    )
  }
  const session = await gatherings.sessionById(db, id, say.locale)
  const [phase, calledOff] = [phaseOf(call, page.now), session?.state === 'called-off']
  const numbers = numbersIn(await ideasOf(db, { id, path }, call, page.now))
  return (
    <section>
      <h2>{say('ideas.title')}</h2>
      {phase === 'closed' || calledOff ? null : (
        <InLanguage as="p" language={call.language}>
          {call.text.split(/\n{2,}/)[0]}
        </InLanguage>
      )}
      {calledOff ? null : (
        <p class="status">
          <strong>{say(phase === 'before' ? 'ideas.opens' : phase === 'open' ? 'ideas.closes' : 'ideas.closed')}</strong>{' '}
          <Moment page={page} at={phase === 'before' ? call.opensAt : call.closesAt} />
        </p>
      )}
      {numbers.ideas === 0 ? null : <NumbersLine page={page} numbers={numbers} />}
      <p class="actions">
        {phase === 'open' && !calledOff ? (
          <a class="button" href={href(page, `${path}/ideas/new`)}>
            {say('ideas.write')}
          </a>
        ) : null}
        <a class="button quiet" href={href(page, `${path}/ideas`)}>
          {say('ideas.read')}
        </a>
      </p>
    </section>
  )
}
