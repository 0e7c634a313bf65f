import { ACCESS } from './inputs-access.ts'
import { CHARTERS } from './inputs-charters.ts'
import { DIALOGUE } from './inputs-dialogue.ts'
import { HOLDINGS } from './inputs-holdings.ts'
import { MODERATION } from './inputs-moderation.ts'
import { NOTICES } from './inputs-notices.ts'
import { ORGANISATIONS } from './inputs-organisations.ts'
import { PEOPLE } from './inputs-people.ts'
import { PROFILES } from './inputs-profiles.ts'
import type { Inputs } from './matrix.ts'

export const inputs: Inputs = {
  ...{ ...PEOPLE, ...ACCESS, ...ORGANISATIONS, ...CHARTERS, ...PROFILES },
  ...{ ...DIALOGUE, ...MODERATION, ...HOLDINGS, ...NOTICES },
}
