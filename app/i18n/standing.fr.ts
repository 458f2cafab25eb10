import { unbreakable } from './french-typography.ts';
import type { StandingTable } from './standing-table.ts';

const more = (missing: number) => (missing === 1 ? 'Encore 1 ami' : `Encore ${missing} amis`);

export const french: StandingTable = {
  join: {
    asked: unbreakable('Veuillez consulter vos e-mails : nous vous avons envoyé un lien. Il fonctionne pendant 24 heures.'),
    email: 'Cette adresse e-mail semble incorrecte. Veuillez la vérifier.',
    unavailable: 'L’inscription par e-mail n’est pas possible pour le moment. Veuillez vous connecter.',
    'too-many': 'Cela a été demandé très souvent depuis votre réseau. Veuillez réessayer dans une heure.',
    'bad-link': 'Ce lien ne fonctionne plus. Saisissez votre adresse e-mail pour en recevoir un nouveau.',
  },
  chooseCode: {
    chosen: (code) => `Votre code est maintenant ${code}. Les liens que vous avez déjà partagés continuent de fonctionner.`,
    left: (choices) =>
      choices === 1
        ? 'Vous pouvez le choisir une fois, avec 3 à 20 lettres et chiffres. Les liens et codes d’avant continuent de fonctionner.'
        : `Vous pouvez le choisir ${choices} fois, avec 3 à 20 lettres et chiffres. Les liens et codes d’avant continuent de fonctionner.`,
    checkout: (code) => `Au paiement, vos amis saisissent ${code}.`,
    length: 'Un code compte de 3 à 20 lettres et chiffres.',
    characters: 'Un code ne contient que des lettres de A à Z et des chiffres.',
    letters: 'Un code doit contenir au moins deux lettres.',
    reserved: 'Ce code pourrait passer pour celui de la boutique. Veuillez en choisir un autre.',
    rude: 'La boutique n’accepte pas ce code. Veuillez en choisir un autre.',
    taken: 'Quelqu’un a déjà ce code, ou un code qui lui ressemble.',
    spent: 'Vous avez déjà choisi votre code. La boutique peut le changer pour vous.',
    unknown: 'Cela n’a pas fonctionné. Veuillez recharger la page.',
  },
  reward: {
    needsAccount: unbreakable(
      'Cette récompense demande un compte. Connectez-vous sur cette page avec la même adresse e-mail et choisissez « Obtenir mon lien » : elle y arrivera.',
    ),
    held: 'La boutique examine encore cette commande.',
    from: (date) => `Utilisable à partir du ${date}, si la commande est conservée jusque-là.`,
    waitsFor: {
      paid: 'En route.',
      fulfilled: unbreakable('En route : elle attend que la commande de votre ami soit expédiée.'),
      delivered: unbreakable('En route : elle attend que la commande de votre ami soit arrivée.'),
      returnable: unbreakable(
        'En route : elle attend que la commande de votre ami soit arrivée et ne puisse plus être retournée.',
      ),
    },
    soon: 'En préparation. Elle sera là dans un instant.',
    ready: (until) => (until === null ? 'Prête à être utilisée.' : `Prête à être utilisée, jusqu’au ${until}.`),
    paid: {
      'store-credit': (until) =>
        until === null
          ? 'Elle est sur votre compte, en crédit d’achat.'
          : `Elle est sur votre compte, en crédit d’achat, jusqu’au ${until}.`,
      'gift-card': (until) =>
        until === null
          ? 'Votre carte cadeau vous a été envoyée par e-mail.'
          : `Votre carte cadeau vous a été envoyée par e-mail. Utilisez-la avant le ${until}.`,
    },
    redeemed: 'Utilisée.',
    expired: (date) => (date === null ? 'Expirée.' : `Expirée le ${date}.`),
    revoked: {
      'order-refunded': 'Reprise, car la commande a été retournée.',
      'order-cancelled': 'Reprise, car la commande a été annulée.',
      other: 'Reprise. La boutique peut vous dire pourquoi.',
    },
  },
  progress: {
    friends: (missing, worth) => unbreakable(`${more(missing)} avant : ${worth}`),
    revenue: (missing, worth) => unbreakable(`Encore ${missing} de commandes d’amis avant : ${worth}`),
    bonus: (missing, worth) => unbreakable(`${more(missing)} avant votre bonus : ${worth}`),
  },
};
