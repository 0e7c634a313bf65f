import { z } from 'zod'
import { isEmail, isLocalPath, plainEmail } from '../rules.ts'

/** Refused with `field.not-an-email`, kept in lower case. */
export const emailField = z
  .string()
  .transform(plainEmail)
  .pipe(z.string().min(1, { abort: true }).refine(isEmail, 'field.not-an-email'))
export const nameField = z.string().trim().min(1).max(80)
/** Where to go after signing in: a path of this hub, without its language. */
export const thenField = z.string().refine(isLocalPath, 'field.invalid')
/** The session token that a new one takes the place of: whoever signs in gets a new one, always. */
export const replacesField = z.string().max(200)
/** The token of the session that asks, which shows how long ago its holder signed in. */
export const heldField = z.string().max(200)
/** A question as the hub signed it. */
export const questionField = z.string().max(300)
export const keyNameField = z.string().trim().min(1).max(40)
