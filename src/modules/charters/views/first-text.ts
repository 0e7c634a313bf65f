import type { Say } from '../../../web/say.ts'

const OF_THE_HUB = ['words', 'people', 'exposed', 'pressure', 'moderation', 'appeal', 'government', 'change'] as const
const OF_A_BODY = ['words', 'people', 'exposed', 'pressure', 'body-moderation', 'appeal', 'body-government', 'body-change'] as const

/** What a charter starts from: our own words, to be made one's own before they are published. */
export const firstText = (say: Say, ofBody: boolean): string =>
  (ofBody ? OF_A_BODY : OF_THE_HUB)
    .map((part) => `## ${say(`charter.first.${part}.title`)}\n\n${say(`charter.first.${part}`)}`)
    .join('\n\n')
