import { INVENTED_COUNTRY } from '#countries'
import { UNIT } from './bodies.ts'
import { added } from './digital-tools-added.ts'
import { seeds } from './digital-tools-seeds.ts'
import type { DemoDialogue, Words } from './parts.ts'

const english: Words = {
  language: 'en',
  title: 'Near from afar: which digital tools should bind Tamarel and its people abroad?',
  summary:
    'One Tamareli in four lives abroad. Before the government chooses tools and spends money, it asks: what should they do, what must they never do, and who should hold them?',
  background: `A letter from Port-Liane used to take three weeks. Today a grandmother on the Filao Coast sees her grandchildren each evening, and a nurse in Montréal reads the news of her village before her mother does. Yet to renew a passport one still crosses a country, associations lose their member lists when a chair leaves, and many say that they were asked for their opinion and **never heard what became of it**.

The government will set aside a first sum for digital services in next year’s budget. This dialogue decides nothing alone, but the Secretariat must answer it, point by point, by the date given on this page. Three things are on the table: services for people, tools for associations, and the way in which the islands and their people abroad speak with each other.

Tools also bring risks. What helps one person to be found helps another to be watched. Some of us have family at home for whom a careless word may cost a lot; some have no smartphone, or read neither French nor English with ease. Tell us about *these* cases as well. You can take part without an account and under no name.`,
  questions: [
    'What makes a digital tool safe enough for you to use it, and to let your family use it?',
    'In which part of your life between two countries would a digital service change the most?',
    'What should the government do with digital tools, and what should it leave to others?',
    'What do associations need so that they grow, raise money and outlive their founders?',
    'How do we reach, and protect, those who are seldom heard: the old, the young, minorities, people without papers or without a network?',
    'Should the large technology companies help, and on which conditions?',
  ],
}

const french: Words = {
  language: 'fr',
  title: 'Proches de loin : quels outils numériques entre Tamarel et les siens à l’étranger ?',
  summary:
    'Un Tamarélien sur quatre vit à l’étranger. Avant de choisir des outils et d’y mettre de l’argent, le gouvernement demande : que doivent-ils faire, que ne doivent-ils jamais faire, et qui doit les tenir ?',
  background: `Une lettre de Port-Liane mettait trois semaines. Aujourd’hui, une grand-mère de la Côte des Filaos voit ses petits-enfants chaque soir, et une infirmière de Montréal lit les nouvelles du village avant sa mère. Pourtant, il faut encore traverser un pays pour renouveler un passeport, les associations perdent leur fichier quand une présidente s’en va, et beaucoup disent qu’on leur a demandé leur avis **sans jamais leur dire ce qu’il est devenu**.

Le gouvernement réservera une première somme aux services numériques dans le budget de l’an prochain. Ce dialogue ne décide pas seul, mais le Secrétariat doit y répondre, point par point, à la date indiquée sur cette page. Trois sujets sont sur la table : les services aux personnes, les outils des associations, et la manière dont les îles et les leurs à l’étranger se parlent.

Les outils apportent aussi des risques. Ce qui aide à trouver quelqu’un aide aussi à le surveiller. Certains d’entre nous ont au pays des proches à qui un mot imprudent peut coûter cher ; d’autres n’ont pas de téléphone récent, ou lisent mal le français et l’anglais. Parlez-nous *aussi* de ces situations. Vous pouvez participer sans compte et sans donner de nom.`,
  questions: [
    'Qu’est-ce qui rend un outil numérique assez sûr pour que vous l’utilisiez, et que vous le laissiez utiliser à vos proches ?',
    'Dans quelle partie de votre vie entre deux pays un service numérique changerait-il le plus de choses ?',
    'Que doit faire le gouvernement avec les outils numériques, et que doit-il laisser à d’autres ?',
    'De quoi les associations ont-elles besoin pour grandir, collecter des fonds et survivre à leurs fondateurs ?',
    'Comment atteindre, et protéger, celles et ceux qu’on entend peu : les anciens, les jeunes, les minorités, les personnes sans papiers ou sans réseau ?',
    'Les grandes entreprises du numérique doivent-elles aider, et à quelles conditions ?',
  ],
}

const arabic: Words = {
  language: 'ar',
  title: 'قريبون رغم البعد: أي أدوات رقمية تربط تماريل بأبنائها في الخارج؟',
  summary:
    'واحد من كل أربعة تماريليين يعيش في الخارج. قبل أن تختار الحكومة الأدوات وتنفق المال، تسأل: ماذا يجب أن تفعل هذه الأدوات، وماذا يجب ألّا تفعل أبدًا، ومن ينبغي أن يديرها؟',
  background: `كانت الرسالة من بور ليان تستغرق ثلاثة أسابيع. أما اليوم فترى جدّة على ساحل الفيلاو أحفادها كل مساء، وتقرأ ممرضة في مونتريال أخبار قريتها قبل أمها. ومع ذلك لا يزال تجديد جواز السفر يتطلب عبور بلد بأكمله، وتفقد الجمعيات قوائم أعضائها حين يرحل رئيسها، ويقول كثيرون إنهم سُئلوا عن رأيهم **ولم يعرفوا قط ما آل إليه**.

ستخصّص الحكومة مبلغًا أول للخدمات الرقمية في ميزانية العام المقبل. هذا الحوار لا يقرّر وحده، لكن على الأمانة أن تجيب عنه نقطة نقطة في الموعد المبيّن في هذه الصفحة. ثلاثة موضوعات مطروحة: الخدمات للأفراد، وأدوات الجمعيات، وطريقة التخاطب بين الجزر وأبنائها في الخارج.

وللأدوات مخاطرها أيضًا. فما يساعد على العثور على شخص قد يساعد على مراقبته. لبعضنا أهل في الوطن قد تكلّفهم كلمة غير محسوبة الكثير، وبعضنا لا يملك هاتفًا حديثًا أو لا يقرأ الفرنسية والإنجليزية بسهولة. حدّثونا عن *هذه* الحالات أيضًا. يمكنكم المشاركة بلا حساب وبلا اسم.`,
  questions: [
    'ما الذي يجعل الأداة الرقمية آمنة بما يكفي لتستعملها أنت وتدع أهلك يستعملونها؟',
    'في أي جانب من حياتك بين بلدين ستُحدث خدمة رقمية أكبر تغيير؟',
    'ماذا يجب أن تفعل الحكومة بالأدوات الرقمية، وماذا يجب أن تتركه لغيرها؟',
    'ماذا تحتاج الجمعيات كي تنمو وتجمع المال وتبقى بعد مؤسسيها؟',
    'كيف نصل إلى من لا يُسمع صوتهم إلا نادرًا ونحميهم: كبار السن والشباب والأقليات ومن لا أوراق لهم أو لا شبكة؟',
    'هل ينبغي أن تساعد شركات التقنية الكبرى، وبأي شروط؟',
  ],
}

export const digitalTools: DemoDialogue = {
  body: UNIT,
  words: [english, french, arabic],
  languages: ['en', 'fr', 'ar'],
  peopleFrom: INVENTED_COUNTRY,
  calendar: { written: -26, published: -15, opens: -12, closes: 9, answerBy: 39 },
  mayAdd: true,
  moderation: 'before',
  seeds,
  added,
  crowd: {
    seed: 2022,
    people: 320,
    camps: [45, 35, 20],
    days: [17, 13, 9, 7, 6, 5, 8, 11, 7, 6, 5, 6],
    countries: { tell: 60, where: { FR: 40, CA: 22, BE: 12, CH: 9, GB: 7, SN: 5, IE: 3, DE: 2 } },
  },
}
