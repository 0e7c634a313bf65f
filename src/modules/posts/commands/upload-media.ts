import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import { media, type Cleaned } from '../../media/index.ts'
import { mayTakePart } from '../policy.ts'
import { demandHere } from '../queries/standing.ts'
import { no } from '../refusals.ts'
import { all, yes } from '#base'

const isCleaned = (what: unknown): what is Cleaned =>
  typeof what === 'object' && what !== null && 'whole' in what && what.whole instanceof Uint8Array && 'sort' in what

// No route: a file comes by a form; what it holds is cleaned before the deed begins.
export const uploadMedia = command({
  name: 'posts.upload-media',
  summary: 'Keep a picture with what can be seen on it, a recording with what is said, or a file, until it stands in a post',
  limit: 'write',
  input: z.object({
    community: z.uuid(),
    sending: z.uuid(),
    cleaned: z.custom<Cleaned>(isCleaned),
    text: z.string().trim().max(media.longest.transcript),
    language: languageTag,
  }),
  output: z.object({ id: z.uuid(), kept: z.boolean().describe('False: it was there before') }),
  async facts(tx, { input, ...reading }) {
    const here = await demandHere(tx, reading, { id: input.community })
    return { here, id: sentId(reading.outside.keys, 'post-media', input.community, reading.actor.account ?? '', input.sending) }
  },
  may: ({ input, facts: { here } }) =>
    all(mayTakePart(here.asking), here.community.youth && input.cleaned.sort === 'paper' ? no('post.no-files-here') : yes),
  async run(tx, { input, facts: { id }, actor, outside }) {
    if (actor.account === null) return refuse(noFromHub('sign-in.needed'))
    const { community: scope, cleaned, text, language } = input
    return { id, kept: await media.keep(tx, outside, cleaned, { scope, id, account: actor.account, text, language }) }
  },
  tell: ({ input: { community }, result: { kept } }) =>
    kept ? [{ kind: 'posts.media.uploaded', scope: community, subject: community, data: {}, visibility: 'internal', anonymous: true }] : [],
})
