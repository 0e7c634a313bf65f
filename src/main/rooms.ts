import { sourcesFrom, type Citable } from '../core/citable.ts'
import type { Operation } from '../core/operation.ts'
import type { Publication } from '../core/published.ts'
import type { Reportable } from '../core/reportable.ts'
import { abroad } from '../modules/abroad/module.ts'
import { access } from '../modules/access/module.ts'
import { ballotsOf } from '../modules/ballots/module.ts'
import { buddies } from '../modules/buddies/module.ts'
import { chartersOf } from '../modules/charters/module.ts'
import { charterSpaces, communities } from '../modules/communities/module.ts'
import { commitmentsOf } from '../modules/commitments/module.ts'
import { contactsOf } from '../modules/contacts/module.ts'
import { credentialsOf } from '../modules/credentials/module.ts'
import { dialogue } from '../modules/dialogue/module.ts'
import { directory } from '../modules/directory/module.ts'
import { encounters } from '../modules/encounters/module.ts'
import { events } from '../modules/events/module.ts'
import { floorOf } from '../modules/floor/module.ts'
import { followersOf, followingOf } from '../modules/following/module.ts'
import { gatherings } from '../modules/gatherings/module.ts'
import { holdingsOf, readingsRecorded, withCore } from '../modules/holdings/module.ts'
import { ideas } from '../modules/ideas/module.ts'
import { interventions } from '../modules/interventions/module.ts'
import { media } from '../modules/media/module.ts'
import { library } from '../modules/library/module.ts'
import { mirrors } from '../modules/mirrors/module.ts'
import { moderationOf } from '../modules/moderation/module.ts'
import { movesOf, travelsOf } from '../modules/moves/module.ts'
import { notices } from '../modules/notices/module.ts'
import { organisations } from '../modules/organisations/module.ts'
import { outcomesOf } from '../modules/outcomes/module.ts'
import { peopleOf } from '../modules/people/module.ts'
import { places } from '../modules/places/module.ts'
import { posts } from '../modules/posts/module.ts'
import { profiles } from '../modules/profiles/module.ts'
import { pulseOf } from '../modules/pulse/module.ts'
import { purposes } from '../modules/purposes/module.ts'
import { providers } from '../modules/providers/module.ts'
import { recommendationsOf } from '../modules/recommendations/module.ts'
import { registrations } from '../modules/registrations/module.ts'
import { safety } from '../modules/safety/module.ts'
import { searchOf } from '../modules/search/module.ts'
import { sharingOf } from '../modules/sharing/module.ts'
import { ties } from '../modules/ties/module.ts'
import { topics } from '../modules/topics/module.ts'
import { transparencyOf } from '../modules/transparency/module.ts'
import { voicesOf } from '../modules/voices/module.ts'
import type { Placements } from '../platform/distribution.ts'
import type { Manifest } from '../web/manifest.ts'

/** Filled below: rooms that cite and are cited meet in it when somebody asks, and not when they are made. */
export const citables: Citable[] = []
const sources = sourcesFrom(citables)
const reportables: Reportable[] = []

const known: readonly Manifest[] = [
  peopleOf(organisations.needs === undefined ? [] : [organisations.needs]),
  chartersOf(charterSpaces),
  profiles,
  providers,
  access,
  media,
  posts,
  events,
  gatherings,
  registrations,
  ideas,
  floorOf(dialogue.receivers ?? []),
  interventions,
  encounters,
  dialogue,
  credentialsOf(dialogue.hiddenVoices ?? []),
  ballotsOf(dialogue.hiddenVoices ?? []),
  communities,
  purposes,
  ties,
  mirrors,
  pulseOf(followersOf),
  recommendationsOf(sources),
  commitmentsOf(sources),
  outcomesOf(sources),
  organisations,
  directory,
  library,
  voicesOf({ things: reportables, sources, receivers: [dialogue, interventions].flatMap((room) => room.unnamedReceivers ?? []) }),
  safety,
  contactsOf(events.answerables ?? []),
  buddies,
  topics,
  places,
  abroad,
]

citables.push(...known.flatMap((room) => room.citables ?? []))
reportables.push(...known.flatMap((room) => room.reportables ?? []))

/** All that rooms publish, for the watchers that follow, find and share it. */
export const publications: readonly Publication[] = known.flatMap((room) => room.publications ?? [])

const following = followingOf(publications)

const heard: readonly Manifest[] = [
  // First, so that the button to follow stands above what there is to read.
  following,
  // Whoever comes to a page of what moves, or has moved, reads that before anything else.
  movesOf(known),
  ...known,
  // What people share in the feed can be reported like all else.
  moderationOf([...known, following].flatMap((room) => room.reportables ?? [])),
  notices,
  searchOf(publications),
  sharingOf(publications),
]

const watched: readonly Manifest[] = [...heard, transparencyOf([...heard.flatMap((room) => room.recorded ?? []), readingsRecorded])]

/** The rooms of the house: the order of the first page and of a body's page. Watchers come last, with what the others hand over. */
export const rooms: readonly Manifest[] = [...watched, holdingsOf(watched)]

/** How each table travels with a space that moves to another hub, or why it stays. */
export const travels = travelsOf(withCore(rooms), 'community')
export const travelsWithBody = travelsOf(withCore(rooms), 'body')

/** Where each table lies on a database that is spread over several servers; what is not named stays at the first. */
export const placements: Placements = new Map(
  withCore(rooms).flatMap((room) =>
    (room.holds ?? []).flatMap(({ table, placed }) => (placed === undefined ? [] : [[table, placed] as const])),
  ),
)

/** For seeds and the command line: what a page would do, by its name. */
export function operationNamed(name: string): Operation {
  const operation = rooms.flatMap((room) => room.operations).find((one) => one.name === name)
  if (operation === undefined) throw new Error(`no room offers ${name}`)
  return operation
}
