import { InLanguage } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import type { Say } from '../../../web/say.ts'
import { Day } from '../../../web/time.tsx'
import { LabelNote } from './label.tsx'

export type Place = { readonly text: string; readonly language: string; readonly path: string }
export type Rules = readonly { readonly code: string; readonly message: string }[]

/** The way back to what it stands in. */
export function Crumb({ page, place }: { page: Page; place: Place }) {
  return (
    <p class="crumb">
      <a href={href(page, place.path)}>
        <InLanguage language={place.language}>{place.text}</InLanguage>
      </a>
    </p>
  )
}

/** Text of somebody, with the language it is in where the reader's is another. */
export function Words({ say, text, language }: { say: Say; text: string; language: string }) {
  return (
    <>
      <InLanguage as="blockquote" language={language}>
        {text}
      </InLanguage>
      {language === say.locale || language === 'und' ? null : (
        <p class="quiet">{say('case.written-in', { language: say.language(language) })}</p>
      )}
    </>
  )
}

/** A rule in the reader's words, or the law that was named. A rule that the hub does not know any more is told by its code. */
export function groundIn(say: Say, rules: Rules, { rule, law }: { readonly rule: string | null; readonly law: string | null }): string {
  if (law !== null) return say('case.law', { law })
  const known = rules.find(({ code }) => code === rule)
  return known === undefined ? (rule ?? '') : say(known.message)
}

export const ruleChoices = (say: Say, rules: Rules) => [
  ...rules.map(({ code, message }) => ({ value: code, label: say(message) })),
  { value: 'law', label: say('case.by-law') },
]

export const tongues = ({ locales, say }: Page) => locales.map((locale) => ({ value: locale, label: say.language(locale), lang: locale }))

/** The private link, written out so that it can be kept. */
export function PrivateLink({ page, path }: { page: Page; path: string }) {
  return (
    <section class="note">
      <h2>{page.say('report.keep')}</h2>
      <p>{page.say('report.keep.what')}</p>
      <p class="proof">{address(page, path)}</p>
    </section>
  )
}

type Decided = {
  readonly outcome: string
  readonly role: string
  readonly decidedAt: string
  readonly rule: string | null
  readonly law: string | null
  readonly facts: string
  readonly language: string
  readonly secondRole: string | null
  readonly label: string | null
  readonly labelSource: string | null
}

/** What was decided, by which office, when, for which rule or law, and on which facts. A declared conflict is for those who decide. */
export function DecisionSaid({
  page,
  rules,
  decision,
  conflict = null,
}: {
  page: Page
  rules: Rules
  decision: Decided
  conflict?: string | null
}) {
  const { say } = page
  return (
    <section>
      <h2>{say(`decision.was.${decision.outcome}`)}</h2>
      <p class="quiet">
        {say(`decision.by.${decision.role}`)} · <Day page={page} at={new Date(decision.decidedAt)} />
      </p>
      {decision.secondRole === null ? null : <p>{say(`decision.second.${decision.secondRole}`)}</p>}
      {decision.label === null ? null : <LabelNote page={page} code={decision.label} source={decision.labelSource} />}
      {decision.rule === null ? null : <p>{say('decision.for', { ground: groundIn(say, rules, decision) })}</p>}
      <Words say={say} text={decision.facts} language={decision.language} />
      {conflict === null ? null : <p>{say('case.conflict-said', { conflict })}</p>}
    </section>
  )
}
