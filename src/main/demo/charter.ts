import { firstText } from '../../modules/charters/module.ts'
import type { Books } from '../../web/say.ts'
import { byTheHub, DAY_MS, type Stage } from './stage.ts'

/** With the first bodies. */
const FIRST_DAYS_AGO = 455
const CHANGED_DAYS_AGO = 50

/** What the second version adds, and the sentence that says so. */
const ADDED: Readonly<Record<string, { readonly text: string; readonly changed: string }>> = {
  fr: {
    text: '## Les photos de nos fêtes\n\nNous demandons avant de publier l’image de quelqu’un, aussi dans une foule, et nous la retirons sans demander pourquoi.',
    changed: 'Nous ajoutons une règle sur les photos de nos fêtes.',
  },
  en: {
    text: '## Pictures of our celebrations\n\nWe ask before we publish somebody’s picture, also in a crowd, and take it away without asking why.',
    changed: 'We add a rule about pictures of our celebrations.',
  },
  ar: {
    text: '## صور احتفالاتنا\n\nنستأذن قبل نشر صورة أي شخص، حتى وسط جمع من الناس، ونزيلها عند الطلب بلا سؤال عن السبب.',
    changed: 'نضيف قاعدة عن صور احتفالاتنا.',
  },
}

/** The hub's charter as a new hub starts from it, and one change, so that there is something to compare. */
export async function playCharter(stage: Stage, books: Books): Promise<void> {
  const daysAgo = (days: number) => byTheHub(new Date(stage.today.getTime() - days * DAY_MS))
  const [founded, changed] = [daysAgo(FIRST_DAYS_AGO), daysAgo(CHANGED_DAYS_AGO)]
  const first = (language: string) => firstText(books.say(language), false)
  for (const language of Object.keys(ADDED)) await stage.call('charters.write-draft', { language, text: first(language) }, founded)
  await stage.call('charters.publish-version', {}, founded)
  for (const [language, added] of Object.entries(ADDED)) {
    await stage.call('charters.write-draft', { language, text: `${first(language)}\n\n${added.text}`, changed: added.changed }, changed)
  }
  await stage.call('charters.publish-version', {}, changed)
}
