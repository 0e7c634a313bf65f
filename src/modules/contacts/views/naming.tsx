import { Checkbox, CheckboxField, Form, ProblemNote, SelectField, spokenOptions, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import { Crumb } from '../../../web/parts.tsx'
import type { Contact } from '../queries/shapes.ts'
import type { Tended } from '../queries/subjects.ts'
import { LONGEST } from '../rules.ts'
import { ContactCard, nameOf, Tend, type Values } from './pieces.tsx'

type NamingProps = {
  readonly page: Page
  readonly of: Tended
  readonly contacts: readonly Contact[]
  /** Of the one who was named just now: theirs to open. */
  readonly link: string | null
  readonly sending: string
  readonly values: Values
  readonly languages: readonly string[]
  readonly problem?: Problem | undefined
}

/** For whoever may say who answers there. */
export function NamingPage(props: NamingProps) {
  const { page, of, contacts, link } = props
  const { say } = page
  const title = say('contact-naming.title-of', { name: `\u2068${nameOf(page, of)}\u2069` })
  return (
    <Layout page={page} title={title} index={false}>
      <Crumb page={page} path={of.path === '/' ? '/contact' : `/contact?about=${encodeURIComponent(of.path)}`}>
        {say('contact.title')}
      </Crumb>
      <h1>{title}</h1>
      <p class="lead">{say('contact-naming.lead')}</p>
      {link === null ? null : (
        <div class="done">
          <p>{say('contact-naming.link')}</p>
          <p class="proof" dir="ltr">
            {address(page, `/contact/naming/${link}`)}
          </p>
        </div>
      )}
      {contacts.length === 0 ? <p class="empty">{say('contact-naming.none')}</p> : null}
      <h2 class="aloud">{say('contact.who')}</h2>
      <ul class="cards">
        {contacts.map((contact) => (
          <ContactCard page={page} contact={contact}>
            <Tend page={page} contact={contact.id} back={`/contact/named/${of.sort}/${of.id}`} />
          </ContactCard>
        ))}
      </ul>
      <NamingForm {...props} />
    </Layout>
  )
}

function NamingForm({ page, of, sending, values, languages, problem }: NamingProps) {
  const { say } = page
  const options = spokenOptions(page)
  return (
    <section aria-labelledby="name">
      <h2 id="name">{say('contact-naming.new')}</h2>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `/contact/named/${of.sort}/${of.id}`)}>
        <input type="hidden" name="sending" value={sending} />
        <TextField
          name="about"
          label={say('contact-naming.about')}
          hint={say('contact-naming.about.hint')}
          value={values['about']}
          most={LONGEST.about}
          required
          problem={problem}
        />
        <SelectField
          name="language"
          label={say('contact-naming.language')}
          value={values['language'] ?? say.locale}
          options={options}
          problem={problem}
        />
        <details open={languages.length > 0 || problem?.fields.has('languages') === true}>
          <summary>{say('contact.languages')}</summary>
          <CheckboxField name="languages" label={say('contact.languages')} chosen={languages} options={options} problem={problem} />
        </details>
        <TextField name="hours" label={say('contact.hours')} value={values['hours']} most={LONGEST.hours} problem={problem} />
        <TextField
          name="reach"
          label={say('contact.reach')}
          hint={say('contact-naming.reach.hint')}
          value={values['reach']}
          most={LONGEST.reach}
          problem={problem}
        />
        <SelectField
          name="days"
          label={say('contact.within')}
          value={values['days'] ?? '3'}
          options={[1, 2, 3, 5, 7, 14, 30].map((days) => ({ value: String(days), label: say('contact.days', { days }) }))}
          problem={problem}
        />
        <Checkbox name="deputy" label={say('contact.deputy')} checked={values['deputy'] === 'on'} />
        <button>{say('contact-naming.do')}</button>
      </Form>
    </section>
  )
}

type AcceptProps = {
  readonly page: Page
  readonly of: Pick<Tended, 'name' | 'language'>
  readonly link: string
  readonly about: string
  readonly language: string
  readonly days: number
  readonly accepted: boolean
  readonly problem?: Problem | undefined
}

/** What one agrees to: one's name on public pages, and to answer in time. */
export function AcceptPage({ page, of, link, about, language, days, accepted, problem }: AcceptProps) {
  const { say } = page
  const name = nameOf(page, of)
  return (
    <Layout page={page} title={say('accept.title')} index={false}>
      <h1>{say('accept.title')}</h1>
      <p class="lead">{say('accept.lead', { name: `\u2068${name}\u2069` })}</p>
      <InLanguage as="p" language={language}>
        {about}
      </InLanguage>
      <p>
        {say('accept.what', { days })} {say('accept.public')}
      </p>
      <ProblemNote page={page} problem={problem} />
      {accepted ? (
        <p class="done">{say('accept.done')}</p>
      ) : page.actor.person === null ? (
        <p class="actions">
          <a class="button" href={href(page, `/sign-in?then=${encodeURIComponent(`/contact/naming/${link}`)}`)}>
            {say('nav.sign-in')}
          </a>
        </p>
      ) : (
        <Form page={page} action={href(page, `/contact/naming/${link}`)}>
          <p>
            {say('accept.as')} <bdi>{page.personName ?? ''}</bdi>
          </p>
          <button>{say('accept.do')}</button>
        </Form>
      )}
    </Layout>
  )
}
