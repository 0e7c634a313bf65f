import type { Child } from 'hono/jsx'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Form } from '../../../web/fields.tsx'
import { dayInWords } from '../../../web/time.tsx'
import type { Contact } from '../queries/shapes.ts'
import type { Tended } from '../queries/subjects.ts'

export type Values = Readonly<Record<string, string>>

export const nameOf = (page: Page, of: Pick<Tended, 'name'>): string => of.name ?? page.hubName

/** One who answers: their name, what for, how and when, and when somebody last looked whether this holds. */
export function ContactCard({ page, contact, children }: { page: Page; contact: Contact; children?: Child }) {
  const { say } = page
  const facts: readonly (readonly [string, Child])[] = [
    [say('contact.languages'), say.list(contact.languages.map((language) => say.language(language)))],
    ...(contact.hours === '' ? [] : [[say('contact.hours'), <bdi>{contact.hours}</bdi>] as const]),
    ...(contact.reach === '' ? [] : [[say('contact.reach'), <bdi>{contact.reach}</bdi>] as const]),
    [say('contact.within'), say('contact.days', { days: contact.days })],
    [say('contact.checked'), dayInWords(page, contact.checkedOn)],
  ]
  return (
    <li class="card">
      <h3>{contact.name === null ? say('contact.somebody') : <bdi>{contact.name}</bdi>}</h3>
      <InLanguage as="p" language={contact.language}>
        {contact.about}
      </InLanguage>
      {contact.deputy ? <p class="quiet">{say('contact.deputy')}</p> : null}
      <dl class="facts">
        {facts.map(([term, told]) => (
          <>
            <dt>{term}</dt>
            <dd>{told}</dd>
          </>
        ))}
      </dl>
      {children}
    </li>
  )
}

/** Looked through, it holds for another year; ended, nobody reads the name there any more. */
export const Tend = ({ page, contact, back }: { page: Page; contact: string; back: string }) => (
  <>
    {(['check', 'ending'] as const).map((what) => (
      <Form page={page} action={href(page, `/contact/contacts/${contact}/${what}`)}>
        <input type="hidden" name="back" value={back} />
        <button class={what === 'check' ? 'quiet' : 'danger'}>{page.say(`contact-naming.${what}`)}</button>
      </Form>
    ))}
  </>
)
