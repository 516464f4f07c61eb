"""The words of the interactive views, by the names that the scripts know them by; French is the key."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CONTROL_KEYS: Mapping[str, str] = MappingProxyType(
    {
        # what is shown
        "shown": "{shown} notes sur {total} et {edges} relations sur {all} montrées.",
        "focused": "{label} : {n} relations sur {all} dessinées.",
        "explored": "{label} : {shown} notes liées sur {total} montrées, {edges} relations.",
        "none": "Choisissez une note pour voir ses relations.",
        "unmatched": "Aucune note ne répond à ces filtres.",
        "more": "et {n} de plus",
        "this": "cette note",
        "undated": "sans date",
        "other": "Autre",
        # filters
        "filters": "Filtres et légende",
        "find": "Trouver une note",
        "level": "Niveau",
        "province": "Province",
        "year": "Année",
        "status": "État",
        "all": "Tous",
        "kinds": "Sortes de notes",
        "relations": "Relations",
        "of-family": "Relations de cette famille",
        "reset": "Tout montrer",
        "depth": "Profondeur",
        "hubs": "Au-delà de la première profondeur, une note de plus de {n} relations ne s'ouvre que "
        "sur demande.",
        # the canvas
        "map": "Carte du graphe : les niveaux de haut en bas, les dates de gauche à droite",
        "explore": "Voisinage à explorer : les niveaux de haut en bas, les dates de gauche à droite",
        "keys": "Touches : les flèches vont de voisine en voisine, Entrée ouvre la note, Espace la met au "
        "milieu, + et − agrandissent et réduisent, T mène à la table, Échap sort.",
        "keys-explore": "Touches : les flèches vont de voisine en voisine, Entrée ouvre la note, Espace "
        "ouvre ou referme ses relations ici, + et − agrandissent et réduisent, T mène à la table, "
        "Échap revient à l'image.",
        "zoom-in": "Agrandir",
        "zoom-out": "Réduire",
        "whole": "Tout voir",
        "focus": "Note choisie",
        "open": "Ouvrir ses relations ici",
        "fold": "Refermer ses relations",
        "leave": "Revenir à l'image",
        # questions
        "questions": "Questions",
        "neighbours": "Ses relations",
        "chain": "Sur quoi s'appuie-t-elle ?",
        "touched": "Que toucherait son remplacement ?",
        "path": "Chemin vers",
        "chain-said": "{label} s'appuie sur {n} notes.",
        "touched-said": "Remplacer {label} toucherait {n} notes.",
        "path-up": "{from} s'appuie sur {to}, en {n} pas.",
        "path-down": "{to} s'appuie sur {from}, en {n} pas.",
        "path-any": "{from} et {to} sont liées en {n} pas, sans que l'une s'appuie sur l'autre.",
        "path-none": "Rien ne lie {from} et {to} parmi ce qui est montré.",
        "step": "pas {n}",
        # tables and files
        "table": "Table",
        "notes-table": "Les notes, en table",
        "relations-table": "Les relations, en table",
        "note": "Note",
        "title": "Titre",
        "kind": "Sorte",
        "date": "Date",
        "count": "Relations",
        "from": "De",
        "relation": "Relation",
        "to": "Vers",
        "origin": "Origine",
        "found": "trouvée dans le texte",
        "declared": "déclarée",
        "rows": "{shown} lignes sur {total}",
        "next-rows": "{n} lignes de plus",
        "files": "Enregistrer ce qui est montré",
        "print": "Imprimer",
        "link": "Lien permanent",
    }
)
