import { LYON } from '../cast.ts'
import type { Made } from '../dialogues.ts'
import type { Stage } from '../rights/stage.ts'

/** From where all that is shown can be reached, by links alone. */
export const startsOf = (stage: Stage, { open, closed, draft }: Readonly<Record<'open' | 'closed' | 'draft', Made>>): readonly string[] => [
  '/',
  '/dialogues',
  '/bodies',
  '/me',
  '/dialogues/new',
  '/bodies/new',
  `/bodies/${LYON}/edit`,
  `/dialogues/${draft.slug}/edit`,
  '/me/hiding',
  '/me/facets/interests',
  `/dialogues/${open.slug}/moderation`,
  `/dialogues/${open.slug}/take-part`,
  `/dialogues/${open.slug}/result`,
  `/dialogues/${open.slug}/statements`,
  `/dialogues/${closed.slug}/answer`,
  '/dev/mail',
  '/moderation',
  `/dialogues/${stage.open.slug}`,
  `/dialogues/${stage.open.slug}/moderation`,
  // To these no page leads: a letter does, or whoever was handed the link.
  `/reports/${stage.reported.link}`,
  `/reports/${stage.decided.link}`,
  `/reasons/${stage.reasons}`,
  `/pressure/${stage.pressure.link}`,
  `/circle/${stage.circleLink}`,
  `/letters/stop/${stage.letters.stop}`,
  `/me/address/${stage.addressLink}`,
  `/operator/invitation/${stage.operatorLink}`,
  `/bodies/${stage.lyon}/invitations/${stage.invitation.token}`,
  `/people/${stage.callers.Idrissa.actor.person}`,
]
