import { ABROAD } from './inputs-abroad.ts'
import { ACCESS } from './inputs-access.ts'
import { BRIEFING } from './inputs-briefing.ts'
import { BUDDIES } from './inputs-buddies.ts'
import { CHARTERS } from './inputs-charters.ts'
import { COMMITMENTS } from './inputs-commitments.ts'
import { COMMUNITIES } from './inputs-communities.ts'
import { CONTACTS } from './inputs-contacts.ts'
import { DIALOGUE } from './inputs-dialogue.ts'
import { DIRECTORY } from './inputs-directory.ts'
import { ENCOUNTERS } from './inputs-encounters.ts'
import { EVENTS } from './inputs-events.ts'
import { FLOOR } from './inputs-floor.ts'
import { FOLLOWING } from './inputs-following.ts'
import { GATHERINGS } from './inputs-gatherings.ts'
import { HIDDEN } from './inputs-hidden.ts'
import { HOLDINGS } from './inputs-holdings.ts'
import { INTERVENTIONS } from './inputs-interventions.ts'
import { LIBRARY } from './inputs-library.ts'
import { MIRRORS } from './inputs-mirrors.ts'
import { MODERATION } from './inputs-moderation.ts'
import { MOVES } from './inputs-moves.ts'
import { NOTICES } from './inputs-notices.ts'
import { ORGANISATIONS } from './inputs-organisations.ts'
import { OUTCOMES } from './inputs-outcomes.ts'
import { PAPER } from './inputs-paper.ts'
import { PEOPLE } from './inputs-people.ts'
import { PLACES } from './inputs-places.ts'
import { POSTS } from './inputs-posts.ts'
import { PROFILES } from './inputs-profiles.ts'
import { PULSE } from './inputs-pulse.ts'
import { PURPOSES } from './inputs-purposes.ts'
import { RECOMMENDATIONS } from './inputs-recommendations.ts'
import { REGISTRATIONS } from './inputs-registrations.ts'
import { TIES } from './inputs-ties.ts'
import { TOPICS } from './inputs-topics.ts'
import { TRANSPARENCY } from './inputs-transparency.ts'
import { VOICES } from './inputs-voices.ts'
import type { Inputs } from './matrix.ts'

export const inputs: Inputs = {
  ...BRIEFING,
  ...{ ...PEOPLE, ...ACCESS, ...ORGANISATIONS, ...CHARTERS, ...PROFILES },
  ...{ ...DIALOGUE, ...PAPER, ...MODERATION, ...HOLDINGS, ...NOTICES, ...PLACES, ...INTERVENTIONS },
  ...DIRECTORY,
  ...HIDDEN,
  ...CONTACTS,
  ...BUDDIES,
  ...ABROAD,
  ...RECOMMENDATIONS,
  ...COMMITMENTS,
  ...COMMUNITIES,
  ...POSTS,
  ...PULSE,
  ...PURPOSES,
  ...TIES,
  ...MIRRORS,
  ...MOVES,
  ...OUTCOMES,
  ...EVENTS,
  ...FLOOR,
  ...GATHERINGS,
  ...REGISTRATIONS,
  ...ENCOUNTERS,
  ...LIBRARY,
  ...TOPICS,
  ...TRANSPARENCY,
  ...VOICES,
  ...FOLLOWING,
}
