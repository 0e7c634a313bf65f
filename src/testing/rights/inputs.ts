import { ACCESS } from './inputs-access.ts'
import { BRIEFING } from './inputs-briefing.ts'
import { CHARTERS } from './inputs-charters.ts'
import { COMMITMENTS } from './inputs-commitments.ts'
import { DIALOGUE } from './inputs-dialogue.ts'
import { ENCOUNTERS } from './inputs-encounters.ts'
import { FLOOR } from './inputs-floor.ts'
import { GATHERINGS } from './inputs-gatherings.ts'
import { HOLDINGS } from './inputs-holdings.ts'
import { INTERVENTIONS } from './inputs-interventions.ts'
import { MODERATION } from './inputs-moderation.ts'
import { NOTICES } from './inputs-notices.ts'
import { ORGANISATIONS } from './inputs-organisations.ts'
import { OUTCOMES } from './inputs-outcomes.ts'
import { PAPER } from './inputs-paper.ts'
import { PEOPLE } from './inputs-people.ts'
import { PLACES } from './inputs-places.ts'
import { PROFILES } from './inputs-profiles.ts'
import { RECOMMENDATIONS } from './inputs-recommendations.ts'
import { REGISTRATIONS } from './inputs-registrations.ts'
import type { Inputs } from './matrix.ts'

export const inputs: Inputs = {
  ...BRIEFING,
  ...{ ...PEOPLE, ...ACCESS, ...ORGANISATIONS, ...CHARTERS, ...PROFILES },
  ...{ ...DIALOGUE, ...PAPER, ...MODERATION, ...HOLDINGS, ...NOTICES, ...PLACES, ...INTERVENTIONS },
  ...RECOMMENDATIONS,
  ...COMMITMENTS,
  ...OUTCOMES,
  ...FLOOR,
  ...GATHERINGS,
  ...REGISTRATIONS,
  ...ENCOUNTERS,
}
