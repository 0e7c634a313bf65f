import type { Front, SubjectSection } from '../../../web/manifest.ts'
import { href } from '../../../web/page.ts'
import { hereOf } from '../queries/here.ts'
import { ownHere } from '../queries/mine.ts'

/** On the page of a community or a place: where somebody finds company, and where one offers it. */
export const subjectSection: SubjectSection = async (kit, page, { sort, id }) => {
  if (sort !== 'community' && sort !== 'place') return null
  const { db, outside } = kit.runner
  const here = await hereOf(db, { actor: page.actor, now: page.now, outside }, { sort, id })
  if (here === null || !here.running || (sort === 'community' && here.own === null)) return null
  const { say } = page
  return (
    <section>
      <h2>{say('buddies.title')}</h2>
      <p>{say(sort === 'community' ? 'buddies.section' : 'buddies.section-place')}</p>
      <p>
        <a href={href(page, here.at)}>{say('buddies.section.do')}</a>
      </p>
    </section>
  )
}

/** At the top of a reader's own page, for whoever has anything here. */
export const ownNote: Front = async (kit, page) => {
  if (page.actor.person === null) return null
  const { db, outside } = kit.runner
  const own = await ownHere(db, { actor: page.actor, now: page.now, outside })
  const waits = own.proposed.filter(({ said }) => !said).length
  if (waits + own.running.length + own.over.length + own.offers.length + own.requests.length === 0) return null
  const { say } = page
  return (
    <p>
      <a href={href(page, '/me/buddies')}>{waits > 0 ? say('buddies.note.waits', { count: waits }) : say('buddies.mine')}</a>
    </p>
  )
}
