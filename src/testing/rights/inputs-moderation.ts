import type { Inputs } from './matrix.ts'
import { REQUEST } from './stage-cases.ts'

export const MODERATION: Inputs = {
  'moderation.file-report': ({ open }) => ({
    about: `/dialogues/${open.slug}/statements/3`,
    rule: 'on-topic',
    text: 'Look.',
    language: 'en',
  }),
  'moderation.notice': ({ reported }) => ({ link: reported.link }),
  'moderation.file-appeal': ({ decided }) => ({ link: decided.link, text: 'Look again.', language: 'en' }),
  'moderation.queue': () => ({}),
  'moderation.case': ({ reported }) => reported,
  'moderation.decide-case': ({ reported }) => ({ ...reported, outcome: 'kept', facts: 'It keeps the rules.' }),
  'moderation.record-request': ({ reported }) => ({ ...reported, ...REQUEST }),
  'moderation.confirm-hiding': ({ proposed }) => proposed,
  'moderation.remove-label': ({ labelled }) => labelled,
  'moderation.labels': ({ open }) => ({ sort: 'statement', scope: open.id }),
  'moderation.invite-to-circle': () => ({}),
  'moderation.accept-circle': ({ circleLink }) => ({ link: circleLink }),
  'moderation.decide-appeal': ({ appealed }) => ({ ...appealed, outcome: 'upheld', reasons: 'It does.' }),
  'moderation.own-cases': ({ open, hidden }) => ({ sort: 'statement', scope: open.id, subject: String(hidden) }),
  'moderation.statement-of-reasons': ({ reasons }) => ({ link: reasons }),
  'moderation.statistics': () => ({}),
  'moderation.report-pressure': () => ({ text: 'They asked again.', language: 'en' }),
  'moderation.pressure-report': ({ pressure }) => ({ link: pressure.link }),
  'moderation.pressure': () => ({}),
  'moderation.answer-pressure': ({ pressure }) => ({ report: pressure.id, text: 'We hear you.', language: 'en' }),
  'moderation.join-circle': () => ({}),
  'moderation.leave-circle': () => ({}),
  // Of somebody who left the hub; it says so itself.
  "moderation.leave-circle (another's)": ({ callers }) => ({ person: callers.Mai.actor.person }),
  'moderation.renew-secrets': () => ({}),
}
