import { randomUUID } from 'node:crypto'
import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'
import { SAID } from './stage-posts.ts'

const here = ({ talked }: Stage) => ({ community: talked.community })
const question = ({ talked }: Stage) => ({ community: talked.community, post: talked.question })
const reply = ({ talked }: Stage) => ({ community: talked.community, post: talked.reply })
const hidden = ({ talked }: Stage) => ({ community: talked.community, post: talked.hidden })
const why = { reason: 'It grew hot.', language: 'en' }
const tomorrow = (stage: Stage) => new Date(stage.hub.runner.outside.now().getTime() + 86_400_000).toISOString()
const text = new Uint8Array([104, 105])
const cleaned = {
  sort: 'paper',
  type: 'text/plain; charset=utf-8',
  name: 'a.txt',
  whole: text,
  small: null,
  width: null,
  height: null,
  seconds: null,
}

export const POSTS: Inputs = {
  'posts.list': here,
  'posts.list (that everybody reads)': ({ talked }) => ({ community: talked.other }),
  'posts.read': question,
  'posts.read (that everybody reads)': ({ talked }) => ({ community: talked.other, post: talked.read }),
  'posts.read (a post that was hidden)': hidden,
  'posts.history': question,
  'posts.desk': here,
  'posts.my-calls': here,
  'posts.my-drafts': here,
  'posts.write': (stage) => ({ ...here(stage), sending: randomUUID(), ...SAID }),
  'posts.write (an answer in a thread that rests)': (stage) => ({
    ...here(stage),
    sending: randomUUID(),
    ...SAID,
    thread: stage.talked.ofLeila,
  }),
  'posts.edit': (stage) => ({ ...question(stage), ...SAID, text: 'Who has a key?' }),
  'posts.withdraw': question,
  'posts.upload-media': (stage) => ({ ...here(stage), sending: randomUUID(), cleaned, text: '', language: 'en' }),
  'posts.keep-draft': (stage) => ({ ...here(stage), about: 'new', fields: { text: 'Half a sentence' } }),
  'posts.translate': (stage) => ({ ...question(stage), language: 'ar', title: '', text: 'من يعرف قاعة؟', madeBy: 'person' }),
  'posts.check-translation': (stage) => ({ ...question(stage), language: 'fr' }),
  'posts.give-reaction': (stage) => ({ ...reply(stage), reaction: 'thanks' }),
  'posts.cast-ballot': (stage) => ({ ...here(stage), post: stage.talked.poll, answer: 0 }),
  'posts.close-poll': (stage) => ({ ...here(stage), post: stage.talked.poll }),
  'posts.complete-question': (stage) => ({ ...question(stage), answered: true }),
  'posts.mute-member': reply,
  'posts.end-mutes': here,
  'posts.keep-apart': reply,
  'posts.keep-apart (two others)': (stage) => ({ ...question(stage), and: stage.talked.reply }),
  'posts.end-apart': ({ talked }) => ({ community: talked.other, pair: talked.pair }),
  'posts.open-measure': (stage) => ({ ...question(stage), sort: 'slow', seconds: 60, until: tomorrow(stage), ...why }),
  'posts.open-measure (a pause)': (stage) => ({ ...question(stage), sort: 'pause', until: tomorrow(stage), ...why }),
  'posts.end-measure': (stage) => ({ ...here(stage), measure: stage.talked.measure }),
  'posts.pin-thread': (stage) => ({ ...question(stage), until: tomorrow(stage) }),
  'posts.split-thread': (stage) => ({ ...question(stage), replies: [stage.talked.reply], title: 'Keys', ...why }),
  'posts.call-facilitator': (stage) => ({ ...here(stage), sending: randomUUID(), sort: 'conflict', text: 'Please look.', language: 'en' }),
  'posts.answer-call': (stage) => ({ ...here(stage), call: stage.talked.call, text: 'I looked.', language: 'en' }),
  'posts.hide': (stage) => ({ ...reply(stage), rule: 'no-attack', facts: 'It names a person.', language: 'en' }),
  'posts.hide-reported': (stage) => ({ ...reply(stage), rule: 'no-attack' }),
  'posts.show': hidden,
  'posts.release-member': ({ talked }) => ({ community: talked.community, member: talked.member, posts: 'keep' }),
  'posts.renew-secrets': () => ({}),
  'media.renew-secrets': () => ({}),
}
