import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { FLOOR_RULES, QUESTION_LENGTH } from '../rules.ts'

/** The shapes in which the API gives and takes what this room knows. */
export const session = z.uuid().describe('Id of the session')
/** Made by whoever sends it, so that sending it again does nothing twice. */
export const ownId = z.uuid().describe('Made by the sender: the same one sent again has the same answer and does nothing twice')
export const id = z.uuid()
export const language = languageTag
export const guiding = z.coerce.number().int().positive().max(1000).nullish().describe('Number of the guiding question')
export const flag = z.boolean()
export const words = (most: number) => z.string().trim().min(1).max(most)
export const rule = z.enum(FLOOR_RULES)
export const questionText = words(QUESTION_LENGTH)
/** As somebody wants to be called in this session. */
export const label = words(60)
