//! Lists the fields of a form that are there now, in tab order.

use super::{Field, FormField, Input};

/// Fields that belong together: one, those of a form, or none.
pub trait FieldGroup {
    /// Adds the fields that are there now to a list.
    fn list<'a>(&'a self, fields: &mut Vec<&'a dyn FormField>);

    /// Adds the same fields, to be changed.
    fn list_mut<'a>(&'a mut self, fields: &mut Vec<&'a mut dyn FormField>);
}

impl<I: Input> FieldGroup for Field<I> {
    fn list<'a>(&'a self, fields: &mut Vec<&'a dyn FormField>) {
        fields.push(self);
    }

    fn list_mut<'a>(&'a mut self, fields: &mut Vec<&'a mut dyn FormField>) {
        fields.push(self);
    }
}

impl<G: FieldGroup> FieldGroup for Option<G> {
    fn list<'a>(&'a self, fields: &mut Vec<&'a dyn FormField>) {
        if let Some(group) = self {
            group.list(fields);
        }
    }

    fn list_mut<'a>(&'a mut self, fields: &mut Vec<&'a mut dyn FormField>) {
        if let Some(group) = self {
            group.list_mut(fields);
        }
    }
}

/// No fields.
impl FieldGroup for () {
    fn list<'a>(&'a self, _fields: &mut Vec<&'a dyn FormField>) {}

    fn list_mut<'a>(&'a mut self, _fields: &mut Vec<&'a mut dyn FormField>) {}
}

/// Makes a struct the group of its members that are named, in that order; or an enum the group of the one member of each
/// variant: `field_group!(Form { name, tags })`, `field_group!(Content: Table, Text)`.
macro_rules! field_group {
    ($form:ty { $($member:ident),* $(,)? }) => {
        impl $crate::app::form::FieldGroup for $form {
            fn list<'a>(&'a self, _fields: &mut Vec<&'a dyn $crate::app::form::FormField>) {
                $($crate::app::form::FieldGroup::list(&self.$member, _fields);)*
            }

            fn list_mut<'a>(&'a mut self, _fields: &mut Vec<&'a mut dyn $crate::app::form::FormField>) {
                $($crate::app::form::FieldGroup::list_mut(&mut self.$member, _fields);)*
            }
        }
    };
    ($group:ty : $($variant:ident),* $(,)?) => {
        impl $crate::app::form::FieldGroup for $group {
            fn list<'a>(&'a self, fields: &mut Vec<&'a dyn $crate::app::form::FormField>) {
                match self {
                    $(Self::$variant(member) => $crate::app::form::FieldGroup::list(member, fields),)*
                }
            }

            fn list_mut<'a>(&'a mut self, fields: &mut Vec<&'a mut dyn $crate::app::form::FormField>) {
                match self {
                    $(Self::$variant(member) => $crate::app::form::FieldGroup::list_mut(member, fields),)*
                }
            }
        }
    };
}

pub(in crate::app) use field_group;
