import { jcs } from '#base'
import { b64Of, bytesOfB64, utf8 } from './bytes.ts'
import { bytesLike, fieldsOf, isText, type Guard, type Reading } from './shape.ts'

/** The step with the account where the voter's client is not the hub's own: two texts that somebody copies from one page to another. */
export type CopiedRequest = { readonly issuance: string; readonly blinded: string }
export type CopiedAnswer = { readonly issuance: string; readonly signature: string }

const requestHead = 'passerelle-request.'
const answerHead = 'passerelle-answer.'
const isModulusLong = bytesLike(384, 1024)
const isRequest = fieldsOf<CopiedRequest>({ issuance: isText, blinded: isModulusLong })
const isAnswer = fieldsOf<CopiedAnswer>({ issuance: isText, signature: isModulusLong })

export const requestText = (request: CopiedRequest): string => requestHead + b64Of(utf8(jcs(request)))
export const answerText = (answer: CopiedAnswer): string => answerHead + b64Of(utf8(jcs(answer)))
export const readRequestText = (text: string): Reading<CopiedRequest> => readText(text, requestHead, isRequest)
export const readAnswerText = (text: string): Reading<CopiedAnswer> => readText(text, answerHead, isAnswer)

/** What is copied picks up line breaks and spaces on its way. */
function readText<T>(text: string, head: string, guard: Guard<T>): Reading<T> {
  const bare = text.replace(/\s+/g, '')
  const bytes = bare.startsWith(head) ? bytesOfB64(bare.slice(head.length)) : null
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array()))
    return guard(value) ? { ok: true, value } : { ok: false, fault: 'copied.malformed' }
  } catch {
    return { ok: false, fault: 'copied.malformed' }
  }
}
