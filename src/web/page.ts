import type { Context } from 'hono'
import type { Actor } from '../core/actor.ts'
import type { Assets } from './assets.ts'
import type { Say } from './say.ts'

/** A page that every session has: its address below that of the session, and its name. */
export type SessionPart = { readonly path: string; readonly label: (say: Say) => string }

/** A human who agreed to answer questions about a page, the name of the body they answer for, and within how many days. */
export type NamedContact = { readonly name: string; readonly body: string | null; readonly days: number }

/** What every page knows of the hub and of its reader. Made once a request, by main. */
export type Page = {
  readonly say: Say
  readonly actor: Actor
  /** The name under which the signed-in reader acts, or null. */
  readonly personName: string | null
  /** Whether the reader has other names to act under. */
  readonly severalNames: boolean
  /** How much news the signed-in reader has not seen yet. */
  readonly unseen?: number
  /** Whom one asks about this page; null: nobody is named. Absent where the page has no foot. */
  readonly contact?: NamedContact | null
  /** The address without its language: `/dialogues/health`. */
  readonly path: string
  readonly search: string
  readonly locales: readonly string[]
  readonly now: Date
  /** The reader's zone where it is known (a choice kept on the device), else null. */
  readonly zone: string | null
  readonly homeZone: string
  readonly publicUrl: string
  readonly hubName: string
  readonly demo: boolean
  /** Where the quick exit leads. */
  readonly leaveTo: string
  /** What every session of a summit has beside its own page, in the order of its life. */
  readonly sessionParts: readonly SessionPart[]
  readonly assets: Assets
  /** Goes into every form as a hidden field: for browsers that tell no origin. */
  readonly formSeal: string
}

export type Env = {
  Variables: {
    page: Page
    /** For limits kept in memory only; null: the machine itself. */
    visitor: string | null
    /** Said by whoever draws a page that is the same for all who are nobody here: to what it belongs, so that it is drawn anew when something is told of that. */
    keptUnder?: string
    /** At this address nobody is known (`withoutSession`). */
    knowsNobody?: true
  }
}
export type PageContext = Context<Env>

/** The address of a page in the reader's language. */
export function href(page: Pick<Page, 'say'>, path: string): string {
  return `/${page.say.locale}${path === '/' ? '' : path}`
}

/** The same, whole, for mail, feeds and share cards. */
export function address(page: Pick<Page, 'say' | 'publicUrl'>, path: string): string {
  return `${page.publicUrl}${href(page, path)}`
}

/** After a form post that was done: look at what became of it. */
export function goTo(c: PageContext, path: string): Response {
  // A header holds ASCII only; what is encoded already stays as it is.
  return c.redirect(href(c.var.page, path).replace(/[^\x20-\x7e]+/g, encodeURIComponent), 303)
}
