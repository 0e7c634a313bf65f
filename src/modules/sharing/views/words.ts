import type { Page } from '../../../web/page.ts'
import type { Say } from '../../../web/say.ts'
import type { Shared } from '../queries/open-thing.ts'
import { beginningOf, clocksOf, LONGEST, messageOf } from '../rules.ts'

type Where = Pick<Page, 'homeZone' | 'zone' | 'publicUrl'>

/** When it takes place on the clock of its place (or of the hub) and on that of whoever shares it; null where it has no hour. */
export function whenOf({ thing, place }: Shared, say: Say, { homeZone, zone }: Pick<Where, 'homeZone' | 'zone'>): readonly string[] {
  const { starts } = thing
  if (starts === null) return []
  return clocksOf([place?.zone ?? null, homeZone, zone], (one) => say.moment(starts, one))
}

/** The page of a place or a topic has no words of its own: what it is for is said. */
export function saidOf(shared: Shared, say: Say): Shared {
  const { thing } = shared
  const name = `\u2068${thing.title}\u2069`
  if (thing.sort === 'place') return { ...shared, thing: { ...thing, text: say('share.place.text', { place: name }) } }
  if (thing.sort === 'topic') return { ...shared, thing: { ...thing, text: say('share.topic.text', { topic: name }) } }
  return shared
}

/** As one sends it in a chat: plain lines, the address last, where programs look for it. */
export function messageFor(shared: Shared, say: Say, at: Where): string {
  const { thing, label, place } = shared
  const when = whenOf(shared, say, at)
  return messageOf({
    title: beginningOf(thing.title, LONGEST.title),
    when: when.length === 0 ? say(label) : say('share.line', { first: say(label), second: when.join(' · ') }),
    where: place === null ? null : place.name,
    beginning: beginningOf(thing.text, LONGEST.beginning),
    address: `${at.publicUrl}/${say.locale}${thing.path}`,
  })
}

/** The facts under the title of the picture. */
export function linesFor(shared: Shared, say: Say, homeZone: string): readonly string[] {
  const { label, place } = shared
  // Nobody's own zone: everybody gets the same picture.
  const [first] = whenOf(shared, say, { homeZone, zone: null })
  const facts = [say(label), ...(place === null ? [] : [place.name])]
  return first === undefined ? [facts.join(' · ')] : [facts.join(' · '), first]
}
