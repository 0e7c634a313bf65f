import { z } from 'zod'
import type { Keys } from '../../../platform/keys.ts'
import { LICENCES } from '../tables.ts'

/** Purposes of seals and tags. */
export const BODY = 'post-body'
export const WORDS = 'post-words'
export const DRAFT = 'post-draft'
const AUTHOR = 'post-author'
const VOTER = 'post-voter'

const body = z.object({
  title: z.string(),
  text: z.string(),
  language: z.string(),
  media: z.array(z.string()),
  /** Of a poll, in their order. */
  answers: z.array(z.string()),
  /** Of a story: whose it is, who told it, where and when; and how others may use it. */
  source: z.string().optional(),
  licence: z.enum(LICENCES).optional(),
})
export type Body = z.infer<typeof body>

const said = z.object({ text: z.string(), language: z.string() })
export type Said = z.infer<typeof said>

export const EMPTY: Body = { title: '', text: '', language: 'und', media: [], answers: [] }

type Place = { readonly community: string; readonly id: string }

/** Filled up to a step, so that its length tells little of what was written; with where it lies, so that a seal that is moved opens nowhere else. */
const STEP = 256
const filled = (text: string): string => text.padEnd(Math.ceil(text.length / STEP) * STEP)

const sealed =
  <T>(purpose: string, shape: z.ZodType<T>) =>
  (keys: Pick<Keys, 'open'>, { community, id }: Place, held: Buffer): T => {
    const [of, at, words] = z.tuple([z.string(), z.string(), shape]).parse(JSON.parse(keys.open(purpose, held)))
    if (of !== community || at !== id) throw new Error('words lie at another post than they were sealed for')
    return words
  }

const sealing =
  <T>(purpose: string) =>
  (keys: Pick<Keys, 'seal'>, { community, id }: Place, words: T): Buffer =>
    keys.seal(purpose, filled(JSON.stringify([community, id, words])))

export const sealBody = sealing<Body>(BODY)
export const openBody = sealed(BODY, body)
/** Reasons, calls and their answers. */
export const sealWords = sealing<Said>(WORDS)
export const openWords = sealed(WORDS, said)
export const sealDraft = sealing<Readonly<Record<string, string>>>(DRAFT)
export const openDraft = sealed(DRAFT, z.record(z.string(), z.string()))

type Tags = Pick<Keys, 'tags'>
/** Of an account within a community: for what must hold whatever somebody does with their membership. */
export const authorTags = (keys: Tags, community: string, account: string): readonly Buffer[] => keys.tags(AUTHOR, community, account)
/** Of an account within a poll: it leads to nothing else that its voter did. */
export const voterTags = (keys: Tags, post: string, account: string): readonly Buffer[] => keys.tags(VOTER, post, account)
