import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { mayWriteNow, type WriteClock } from './rules.ts'
import type { Kind, State } from './tables.ts'

/** Who asks, as far as it matters here. */
export type Asking = {
  readonly actor: Pick<Actor, 'person'>
  readonly member: string | null
  readonly leads: boolean
  readonly ended: boolean
}

const signedIn = ({ actor }: Asking): Verdict => (actor.person === null ? noFromHub('sign-in.needed') : yes)

/** Members alone write, react and translate, also where everybody reads. */
export const mayTakePart = (asking: Asking): Verdict =>
  all(signedIn(asking), asking.member === null ? no('post.members-only') : yes, asking.ended ? no('post.community-ended') : yes)

export const mayLead = (asking: Asking): Verdict => all(signedIn(asking), asking.leads ? yes : no('post.leads-only'))

export type Writing = {
  readonly kind: Kind
  readonly titled: boolean
  readonly reply: boolean
  readonly files: boolean
  readonly youth: boolean
}

export function mayWrite(asking: Asking, clock: WriteClock, { kind, titled, reply, files, youth }: Writing, now: Date): Verdict {
  return all(
    mayTakePart(asking),
    mayWriteNow(clock, now),
    reply || titled || kind === 'introduction' ? yes : no('post.no-title'),
    files && youth ? no('post.no-files-here') : yes,
  )
}

type Own = { readonly author: string | null; readonly state: State }

export const isOwn = ({ member }: Pick<Asking, 'member'>, { author }: Pick<Own, 'author'>): boolean => member !== null && member === author

/** Its author, while it stands. What is taken back can be taken back while one leaves, and after a community has ended. */
export const mayWithdraw = (asking: Asking, post: Own): Verdict => all(signedIn(asking), isOwn(asking, post) ? yes : no('post.author-only'))

export const mayEdit = (asking: Asking, post: Own): Verdict =>
  all(mayWithdraw(asking, post), mayTakePart(asking), post.state === 'standing' ? yes : no('post.not-standing'))

export const mayAnswerTo = (asking: Asking, { state }: Pick<Own, 'state'>): Verdict =>
  all(mayTakePart(asking), state === 'standing' ? yes : no('post.not-standing'))

/** Its author says that a question is answered, or those who look after the talk. */
export const mayComplete = (asking: Asking, post: Own): Verdict =>
  all(signedIn(asking), isOwn(asking, post) || asking.leads ? yes : no('post.author-only'))

export type Translated = { readonly by: string | null; readonly language: string; readonly original: string; readonly ofAuthor: boolean }

/** Beside the original, never over it; what another member wrote is theirs, the author's and the facilitators' to change. */
export const mayTranslate = (asking: Asking, post: Own, { by, language, original, ofAuthor }: Translated): Verdict =>
  all(
    mayAnswerTo(asking, post),
    language === original ? no('post.translation-same-language') : yes,
    by === null || by === asking.member || ofAuthor || asking.leads ? yes : no('post.translation-by-another'),
  )

export const mayCheck = (asking: Asking, translation: { readonly by: string | null }): Verdict =>
  all(mayTakePart(asking), translation.by === asking.member ? no('post.translation-own') : yes)

/** What facilitators hid they show again; what moderation hid, moderation alone. */
export const mayShow = (asking: Asking, { hiddenBy }: { readonly hiddenBy: 'leads' | 'moderation' | null }): Verdict =>
  all(mayLead(asking), hiddenBy === 'moderation' ? no('post.hidden-by-moderation') : yes)

/** An appeal is answered by somebody else than who decided. */
export const mayAnswerCall = (
  asking: Asking,
  call: { readonly answered: boolean; readonly appeal: boolean; readonly sameAsFirst: boolean },
): Verdict =>
  all(mayLead(asking), call.answered ? no('post.call-answered') : yes, call.appeal && call.sameAsFirst ? no('post.same-person') : yes)
