import { z } from 'zod'
import { hashToken, type Keys } from '../../../platform/keys.ts'

/** What a voice was sealed for. */
export const VOICE = 'voice'

/** What the speaker agreed to, word by word, with a day only. */
const consent = z.object({
  agreed: z.string(),
  on: z.string(),
  delay: z.number(),
  quoted: z.boolean(),
  /** Where else it may stand, by sorts of places. */
  puts: z.array(z.string()).default([]),
})

/** Something of it that is to stand elsewhere: `thing` is what it is called there, null until it is. */
const put = z.object({
  ...{ sort: z.string(), place: z.string(), text: z.string(), thing: z.string().nullable() },
  /** Until when it is tried; after that, or before that by a refusal, it is not taken. */
  until: z.string().nullable(),
  refused: z.boolean(),
})
export type Put = z.infer<typeof put>

const words = z.object({
  /** Who wrote it down, and who reads it a second time: an intermediary, and an identity. */
  keeper: z.string(),
  reader: z.string().nullable(),
  /** In which language the slip is. */
  slip: z.string(),
  title: z.string(),
  text: z.string(),
  language: z.string(),
  described: z.string(),
  country: z.string().nullable(),
  session: z.string().nullable(),
  translation: z.object({ text: z.string(), language: z.string(), by: z.string() }).nullable(),
  consent: consent.nullable(),
  puts: z.array(put).default([]),
  /** What the second reader found. */
  note: z.string(),
})
export type Words = z.infer<typeof words>

export const sealWords = (keys: Pick<Keys, 'seal'>, held: Words): Buffer => keys.seal(VOICE, JSON.stringify(held))
export const openWords = (keys: Pick<Keys, 'open'>, sealed: Buffer): Words => words.parse(JSON.parse(keys.open(VOICE, sealed)))

/** Whose codes these are: without the secret no row leads to an intermediary. */
export const keeperTags = (keys: Pick<Keys, 'tags'>, intermediary: string): readonly Buffer[] => keys.tags('voice-keeper', intermediary)
export const readerTags = (keys: Pick<Keys, 'tags'>, person: string): readonly Buffer[] => keys.tags('voice-reader', person)

/** A ballot leads to no member without the secret, and by another mandate to another one. */
export const voterTags = (keys: Pick<Keys, 'tags'>, mandate: string, member: string): readonly Buffer[] =>
  keys.tags('mandate-voter', `${mandate}/${member}`)

/** 80 random bits need no secret: whoever reads the table cannot try them all. */
export const codeHash = (code: string): Buffer => hashToken(`voice/${code}`)
