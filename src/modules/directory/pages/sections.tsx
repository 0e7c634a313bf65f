import type { BodySection, SubjectSection } from '../../../web/manifest.ts'
import { organisations } from '../../organisations/index.ts'
import { mayTend } from '../policy.ts'
import { directoryOf, narrowed, wholeDirectory } from '../queries/listing.ts'
import { tendedBody } from '../queries/tending.ts'
import { BodiesThere, BodyFacts } from '../views/facts.tsx'
import { namesOf } from './names.ts'

/** On the page of a body: what it says of itself here. */
export const bodySection: BodySection = async (kit, page, bodyId) => {
  const { db } = kit.runner
  const { locale } = page.say
  const card = (await organisations.bodyCards(db, [bodyId], locale)).get(bodyId)
  if (card === undefined) return null
  const { facts } = await tendedBody(db, card.slug, page.actor)
  const directory = await directoryOf(db, [card], { locale, now: page.now })
  const [body] = directory.bodies
  if (body === undefined) return null
  const looked = body.entry?.checkedBy ?? null
  const officer = looked === null ? undefined : (await organisations.officersOf(db, bodyId)).find(({ person }) => person === looked)
  return (
    <BodyFacts
      page={page}
      body={body}
      names={await namesOf(db, directory, locale)}
      checkedBy={officer?.name ?? null}
      mayTend={mayTend(page.actor, facts).ok}
    />
  )
}

const MOST = 6

/** On the page of a place or a topic: the bodies there. */
export const subjectSection: SubjectSection = async (kit, page, { sort, id }) => {
  if (sort !== 'place' && sort !== 'topic') return null
  const { locale } = page.say
  const directory = await wholeDirectory(kit.runner.db, { locale, now: page.now })
  const bodies = narrowed(directory, { [sort]: id }, 'name', locale)
  if (bodies.length === 0) return null
  return (
    <BodiesThere
      page={page}
      bodies={bodies.slice(0, MOST)}
      more={Math.max(0, bodies.length - MOST)}
      to={`/directory?${sort}=${encodeURIComponent(id)}`}
    />
  )
}
