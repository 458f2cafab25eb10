/** What keeps rewards and offers from going on. */
import type { problemWords as english } from '../en/problems.ts';
import type { Translation } from '../translation.ts';

export const problemWords = {
  problem: {
    unreachable: 'Shopify n’a pas répondu. Une nouvelle tentative aura lieu automatiquement.',
    throttled: 'Shopify nous a demandé de ralentir. Une nouvelle tentative aura lieu automatiquement.',
    unauthorized:
      'Shopify n’accepte plus notre accès à cette boutique. Ouvrez Vouchsafe dans l’interface Shopify pour le renouveler, puis réessayez.',
    uninstalled: 'Vouchsafe n’est pas installé dans cette boutique. Installez-le de nouveau pour continuer.',
    forbidden:
      'Il manque une autorisation à Vouchsafe. Ouvrez Vouchsafe dans l’interface Shopify, accordez les autorisations demandées, puis réessayez.',
    refused:
      'Shopify a refusé la demande ({{detail}}). Réessayez ; si le problème persiste, contactez l’assistance en citant ce texte.',
    'no-account-advocate':
      'Le parrain n’a pas de compte client dans cette boutique : il n’y a personne à payer. Demandez-lui d’en ouvrir un avec la même adresse e-mail, puis réessayez ; ou choisissez un code de réduction comme récompense.',
    'no-account-friend':
      'Shopify ne connaît pas de client pour la commande du filleul : il n’y a personne à payer. Donnez-lui autre chose vous-même, ou choisissez un code de réduction comme offre.',
    'advocate-deleted':
      'Vous avez supprimé le client du parrain dans Shopify : il n’y a plus de compte à créditer. Retirez cette récompense ; pour l’accorder malgré tout, donnez plutôt un code de réduction, ou donnez-la au parrain qui prend la suite.',
    'customer-gone': 'Ce client n’existe plus dans Shopify : il n’y a personne à payer.',
    'may-not-give-credit':
      'Vouchsafe n’a pas encore le droit de donner du crédit en magasin dans cette boutique. Accordez l’autorisation dans Vouchsafe, sous Récompenses ; la récompense suivra d’elle-même.',
    'may-not-make-gift-cards':
      'Vouchsafe n’a pas encore le droit de créer des cartes-cadeaux dans cette boutique. Accordez l’autorisation dans Vouchsafe, sous Récompenses ; la récompense suivra d’elle-même.',
    'behind-another':
      'Un autre versement de crédit en magasin à ce client n’est pas encore réglé. Celui-ci suivra aussitôt ; si l’autre a besoin de vous, il le dit.',
    'several-payments':
      'Shopify montre plusieurs versements de crédit en magasin qui pourraient être cette récompense : elle n’est donc pas versée de nouveau. Regardez le crédit du client dans Shopify ; s’il y en a un de trop, retirez-le là-bas, puis réessayez.',
    'several-returns':
      'Shopify montre plusieurs débits de crédit en magasin qui pourraient être celui-ci : rien de plus n’est donc repris. Regardez le crédit du client dans Shopify.',
    'credit-limit':
      'Le crédit en magasin du client a atteint le maximum autorisé par Shopify pour un compte. Réessayez quand le client en aura dépensé une partie.',
    'gift-card-limit':
      'Le montant dépasse ce qu’une carte-cadeau peut contenir dans votre boutique. Choisissez une récompense plus petite sous Programme.',
    'currency-missing':
      'Votre boutique ne vend pas dans la devise de cette récompense. Ajoutez-la sous Marchés dans Shopify, puis réessayez.',
    'currency-mismatch':
      'Le crédit en magasin du client est dans une autre devise. Ouvrez-en un dans Shopify pour la devise de la récompense, puis réessayez.',
    'payout-refused': 'Shopify a refusé le versement : {{detail}} Vérifiez la récompense sous Programme, puis réessayez.',
    'code-refused':
      'Shopify a refusé le code de réduction de la récompense : {{detail}} Vérifiez la récompense sous Programme, puis réessayez.',
    'used-meanwhile':
      'La commande a été annulée, mais le code de la récompense avait déjà servi. Il n’y a plus rien à désactiver.',
    'offer-refused': 'Shopify a refusé la réduction du filleul : {{detail}}',
    'offer-taken': 'Le code {{detail}} est déjà pris.',
    'shared-refused': 'Shopify a refusé le code partagé : {{detail}}',
    'shared-taken': 'Une autre réduction de votre boutique porte le code {{detail}}.',
    'no-shared-codes': 'Le programme ne donne pas de codes partagés en ce moment.',
    'changed-meanwhile': 'Le programme ou le parrain a été modifié entre-temps.',
    'repair-used': 'Le code a servi. La commande qui l’a utilisé sera signalée dans un instant.',
    'repair-unknown': 'Vouchsafe ne peut pas savoir comment était la réduction. Retirez la récompense et donnez-en une autre.',
    'repair-refused': 'Shopify a refusé de rétablir la réduction : {{detail}}',
    'repair-kept': 'Shopify a conservé ce qui avait été modifié ({{detail}}).',
    'offer-gone': 'Shopify n’a plus cette réduction. Le filleul reçoit un autre code à sa prochaine demande.',
    'repair-taken-back': 'Ce pour quoi la récompense avait été donnée a été repris.',
  },
} satisfies Translation<typeof english>;
